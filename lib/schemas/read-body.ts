import type { ChangeBody } from "./read-change.ts"

/** More than any guide needs; a body that does not say its length is refused too. */
const MOST_BYTES = 1_048_576

export type BodyRead =
  | { readonly ok: true; readonly body: ChangeBody }
  | { readonly ok: false; readonly status: number; readonly detail: string }

/** A form's fields as texts. A file that was chosen stands in the place of the text that was typed for it. */
async function fieldsOf(form: FormData): Promise<URLSearchParams> {
  const fields = new URLSearchParams()
  for (const [name, value] of form) if (typeof value === "string") fields.append(name, value)
  const upload = form.get("upload")
  if (upload instanceof File && upload.size > 0) fields.set("file", await upload.text())
  return fields
}

/** What a request to change something carries: JSON or a form. */
export async function readBody(request: Request): Promise<BodyRead> {
  const length = Number(request.headers.get("content-length") ?? Number.NaN)
  if (!(length <= MOST_BYTES)) return { ok: false, status: 413, detail: "At most 1 MiB (1,048,576 bytes) is taken, with a Content-Length." }
  const isJson = request.headers.get("content-type")?.toLowerCase().startsWith("application/json") === true
  try {
    return { ok: true, body: isJson ? { json: await request.json() } : { fields: await fieldsOf(await request.formData()) } }
  } catch {
    return { ok: false, status: 400, detail: isJson ? "The body is not readable as JSON." : "The body is not readable as a form." }
  }
}
