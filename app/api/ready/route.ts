import { areSignaturesChecked } from "#lib/access/intake-trust.ts"
import { json } from "#lib/http.ts"
import { getReadiness } from "#lib/queries/get-readiness.ts"

export const dynamic = "force-dynamic"

export async function GET(): Promise<Response> {
  const readiness = await getReadiness(areSignaturesChecked())
  return json(readiness, readiness.status === "ready" ? 200 : 503)
}
