import { areSignaturesChecked } from "#lib/access/intake-trust.ts"
import { answering, json, notReadyAnswer, toResponse } from "#lib/http.ts"
import { getReadiness } from "#lib/queries/get-readiness.ts"

export const dynamic = "force-dynamic"

export const GET = answering(async (): Promise<Response> => {
  const signaturesChecked = areSignaturesChecked()
  const readiness = await getReadiness(signaturesChecked)
  return readiness.ok ? json(readiness.ready) : toResponse(notReadyAnswer(readiness.reason, signaturesChecked))
})

export { methodNotAllowed as DELETE, methodNotAllowed as PATCH, methodNotAllowed as POST, methodNotAllowed as PUT } from "#lib/http.ts"
