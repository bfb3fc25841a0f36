import type { NextRequest } from "next/server"
import { requireViewer } from "#lib/access/viewer.ts"
import { answering, json, problem } from "#lib/http.ts"
import { getStats } from "#lib/queries/get-stats.ts"
import { NO_PARAMETERS, readQuery } from "#lib/queries/read-query.ts"

export const dynamic = "force-dynamic"

export const GET = answering(async (request: NextRequest): Promise<Response> => {
  const viewer = await requireViewer()
  const query = readQuery(NO_PARAMETERS, request.nextUrl.searchParams, { lenient: false })
  return query.ok ? json(await getStats(viewer)) : problem(400, query.problem)
})

export { methodNotAllowed as DELETE, methodNotAllowed as PATCH, methodNotAllowed as POST, methodNotAllowed as PUT } from "#lib/http.ts"
