import type { NextRequest } from "next/server"
import { requireViewer } from "#lib/access/viewer.ts"
import { answering, json, problem } from "#lib/http.ts"
import { listPenned, pennedQuerySchema } from "#lib/queries/list-penned.ts"
import { readQuery } from "#lib/queries/read-query.ts"

export const GET = answering(async (request: NextRequest): Promise<Response> => {
  const viewer = await requireViewer()
  const query = readQuery(pennedQuerySchema, request.nextUrl.searchParams, { lenient: false })
  if (!query.ok) return problem(400, query.problem)
  const list = await listPenned(viewer, query.query)
  return list.ok ? json(list.query) : problem(400, list.problem)
})

export { methodNotAllowed as DELETE, methodNotAllowed as PATCH, methodNotAllowed as POST, methodNotAllowed as PUT } from "#lib/http.ts"
