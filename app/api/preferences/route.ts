import { isOwnOrigin } from "#lib/access/own-origin.ts"
import { cookiesOf, type PreferenceChoice } from "#lib/format/preferences.ts"
import { changeRefusal } from "#lib/http.ts"
import { ownPath } from "#lib/schemas/own-path.ts"
import { readFields } from "#lib/schemas/read-fields.ts"

type Given = PreferenceChoice & { readonly back?: string }

/** Keeps a reader's choices in cookies; what is not allowed becomes the default. A form goes back to where it stood. */
export async function POST(request: Request): Promise<Response> {
  const refusal = changeRefusal(request, isOwnOrigin)
  if (refusal) return refusal
  const read = await readFields(request)
  const given: Given = read.ok ? Object.fromEntries(read.fields) : {}
  const headers = new Headers({ location: ownPath(given.back) })
  for (const cookie of cookiesOf(given)) headers.append("set-cookie", cookie)
  return new Response(null, { status: 303, headers })
}

export { postOnly as DELETE, postOnly as GET, postOnly as PATCH, postOnly as PUT } from "#lib/http.ts"
