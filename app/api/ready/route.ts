import { areSignaturesChecked } from "#lib/access/intake-trust.ts"
import { answering, json } from "#lib/http.ts"
import { getReadiness } from "#lib/queries/get-readiness.ts"

export const dynamic = "force-dynamic"

export const GET = answering(async (): Promise<Response> => {
  const readiness = await getReadiness(areSignaturesChecked())
  return json(readiness, readiness.status === "ready" ? 200 : 503)
})

export { methodNotAllowed as DELETE, methodNotAllowed as PATCH, methodNotAllowed as POST, methodNotAllowed as PUT } from "#lib/http.ts"
