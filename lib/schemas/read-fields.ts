import { type BodyRead, readBody } from "./read-body.ts"

/** A form's fields, or the texts of a JSON object; a list of texts is its field several times. */
export type FieldsRead = { readonly ok: true; readonly fields: URLSearchParams } | Extract<BodyRead, { readonly ok: false }>

/** What a short form sends, or a program in its place as JSON. Whatever is no text is passed over. */
export async function readFields(request: Request): Promise<FieldsRead> {
  const read = await readBody(request)
  if (!read.ok) return read
  if ("fields" in read.body) return { ok: true, fields: read.body.fields }
  const { json } = read.body
  const members = typeof json === "object" && json !== null ? Object.entries(json) : []
  const texts = members.flatMap(([name, value]: [string, unknown]) =>
    [value].flat().flatMap((one): [string, string][] => (typeof one === "string" || typeof one === "number" ? [[name, String(one)]] : [])),
  )
  return { ok: true, fields: new URLSearchParams(texts) }
}
