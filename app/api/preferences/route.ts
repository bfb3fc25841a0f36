import { isOwnOrigin } from "#lib/access/own-origin.ts"
import { cookiesOf, type PreferenceChoice } from "#lib/format/preferences.ts"
import { changeRefusal } from "#lib/http.ts"
import { ownPath } from "#lib/schemas/own-path.ts"
import { readBody } from "#lib/schemas/read-body.ts"

type Given = PreferenceChoice & { readonly back?: string }

async function readGiven(request: Request): Promise<Given> {
  const read = await readBody(request)
  if (!read.ok) return {}
  const body: unknown = "fields" in read.body ? Object.fromEntries(read.body.fields) : read.body.json
  const entries = typeof body === "object" && body !== null ? Object.entries(body) : []
  return Object.fromEntries(entries.filter(([, value]) => typeof value === "string"))
}

/** Keeps a reader's choices in cookies; what is not allowed becomes the default. A form goes back to where it stood. */
export async function POST(request: Request): Promise<Response> {
  const refusal = changeRefusal(request, isOwnOrigin)
  if (refusal) return refusal
  const given = await readGiven(request)
  const headers = new Headers({ location: ownPath(given.back) })
  for (const cookie of cookiesOf(given)) headers.append("set-cookie", cookie)
  return new Response(null, { status: 303, headers })
}

export { postOnly as DELETE, postOnly as GET, postOnly as PATCH, postOnly as PUT } from "#lib/http.ts"
