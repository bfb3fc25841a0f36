/**
 * A moment with the sender's precision.
 * `micros`: microseconds since 1970-01-01T00:00:00Z (a JavaScript Date keeps only milliseconds).
 * `text`: RFC 3339 in UTC with as many decimals as were sent.
 */
export type Instant = { readonly micros: bigint; readonly text: string }

const RFC_3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):(\d\d))$/
const SECOND = 1_000_000n
export const MIN_MICROS = -62_135_596_800n * SECOND // 0001-01-01T00:00:00Z
const MAX_MICROS = 253_402_300_800n * SECOND - 1n // 9999-12-31T23:59:59.999999Z

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** Seconds since 1970 of a civil UTC date and time; Date.UTC alone reads the years 0–99 as 1900–1999. */
function epochSeconds(year: number, month: number, day: number, hour: number, minute: number, second: number): bigint {
  const shifted = new Date(0)
  shifted.setUTCFullYear(year, month - 1, day)
  return BigInt(shifted.getTime() / 1000 + hour * 3600 + minute * 60 + second)
}

/** `YYYY-MM-DDTHH:MM:SS` of whole seconds since 1970, years 0001–9999. */
function civilText(seconds: bigint): string {
  return new Date(Number(seconds) * 1000).toISOString().slice(0, 19)
}

/**
 * Reads RFC 3339 with `Z` or an offset; second 60 rolls over. Null for anything else: no zone, an
 * impossible date, a moment outside the years 0001–9999.
 */
export function parseInstant(value: unknown): Instant | null {
  if (typeof value !== "string") return null
  const match = RFC_3339.exec(value)
  if (!match) return null
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [number, number, number, number, number, number]
  const offsetHours = Number(match[9] ?? 0)
  const offsetMinutes = Number(match[10] ?? 0)
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null
  if (hour > 23 || minute > 59 || second > 60 || offsetHours > 23 || offsetMinutes > 59) return null
  const offset = (offsetHours * 60 + offsetMinutes) * (match[8] === "-" ? -60 : 60)
  const seconds = epochSeconds(year, month, day, hour, minute, second) - BigInt(offset)
  const decimals = match[7] ?? ""
  const micros = seconds * SECOND + BigInt(decimals.slice(0, 6).padEnd(6, "0"))
  if (micros < MIN_MICROS || micros > MAX_MICROS) return null
  return { micros, text: `${civilText(seconds)}${decimals && `.${decimals}`}Z` }
}

/** Compares by code point, as PostgreSQL's collation "C" does; `<` would compare UTF-16 units. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  let index = 0
  while (index < length && a.charCodeAt(index) === b.charCodeAt(index)) index++
  if (index === length) return Math.sign(a.length - b.length)
  // Where the second halves of two pairs differ, the pairs are compared.
  if ((a.codePointAt(index - 1) ?? 0) > 0xffff || (b.codePointAt(index - 1) ?? 0) > 0xffff) index--
  return (a.codePointAt(index) ?? 0) < (b.codePointAt(index) ?? 0) ? -1 : 1
}
