import { type BodyRead, readBody } from "./read-body.ts"

/** A form's fields, or the texts of a JSON object; a list of texts is its field several times. */
export type FieldsRead = { readonly ok: true; readonly fields: URLSearchParams } | Extract<BodyRead, { readonly ok: false }>

/** PostgreSQL's text cannot hold NUL, and no name or address has one. */
function withoutNul(fields: URLSearchParams): FieldsRead {
  const [name] = [...fields].find(([, value]) => value.includes("\u0000")) ?? []
  return name === undefined
    ? { ok: true, fields }
    : { ok: false, status: 400, detail: `${name}: a text without NUL characters is allowed.` }
}

/** What a short form sends, or a program in its place as JSON. Whatever is no text is passed over. */
export async function readFields(request: Request): Promise<FieldsRead> {
  const read = await readBody(request)
  if (!read.ok) return read
  if ("fields" in read.body) return withoutNul(read.body.fields)
  const { json } = read.body
  const members = typeof json === "object" && json !== null ? Object.entries(json) : []
  const texts = members.flatMap(([name, value]: [string, unknown]) =>
    [value].flat().flatMap((one): [string, string][] => (typeof one === "string" || typeof one === "number" ? [[name, String(one)]] : [])),
  )
  return withoutNul(new URLSearchParams(texts))
}
