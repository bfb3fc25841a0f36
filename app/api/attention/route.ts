import type { NextRequest } from "next/server"
import { requireViewer } from "#lib/access/viewer.ts"
import { answering, json, problem } from "#lib/http.ts"
import { getQueue, queueFilterSchema } from "#lib/queries/get-queue.ts"
import { readQuery } from "#lib/queries/read-query.ts"

export const dynamic = "force-dynamic"

export const GET = answering(async (request: NextRequest): Promise<Response> => {
  const viewer = await requireViewer()
  const filter = readQuery(queueFilterSchema, request.nextUrl.searchParams, { lenient: false })
  return filter.ok ? json({ data: await getQueue(viewer, Date.now(), filter.query) }) : problem(400, filter.problem)
})

export { methodNotAllowed as DELETE, methodNotAllowed as PATCH, methodNotAllowed as POST, methodNotAllowed as PUT } from "#lib/http.ts"
