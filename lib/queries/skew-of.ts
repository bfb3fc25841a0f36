/**
 * By how many seconds a delivery's timestamp was behind when it came, or, negative, ahead; null where it has none.
 * `headers`: JSON text; `came`: seconds since 1970.
 */
export function skewOf({ headers, came }: { readonly headers: string; readonly came: number }): number | null {
  const timestamp = (JSON.parse(headers) as Readonly<Record<string, string>>)["telnyx-timestamp"]
  return timestamp !== undefined && /^\d{1,15}$/.test(timestamp) ? Math.floor(came) - Number(timestamp) : null
}
