import { requireViewer } from "#lib/access/viewer.ts"
import { answering, json } from "#lib/http.ts"
import { getStats } from "#lib/queries/get-stats.ts"

export const dynamic = "force-dynamic"

export const GET = answering(async (): Promise<Response> => {
  return json(await getStats(await requireViewer()))
})

export { methodNotAllowed as DELETE, methodNotAllowed as PATCH, methodNotAllowed as POST, methodNotAllowed as PUT } from "#lib/http.ts"
