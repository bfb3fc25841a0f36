import { recheck, requireViewer } from "#lib/access/viewer.ts"
import { answering, problem } from "#lib/http.ts"
import { isDeaf } from "#lib/live/deafness.ts"
import { openStream } from "#lib/live/stream.ts"

export const dynamic = "force-dynamic"

const HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-store, no-transform",
  "x-accel-buffering": "no",
}

export const GET = answering(async (request: Request): Promise<Response> => {
  await requireViewer()
  if (isDeaf())
    return problem(503, "The database's changes are not heard of at this moment. Ask again.", { headers: { "retry-after": "5" } })
  const stream = await openStream(request.headers.get("last-event-id"), await recheck(), request.signal)
  return new Response(stream, { headers: HEADERS })
})

/** A stream that nobody reads would never end. */
export const HEAD = answering(async (): Promise<Response> => {
  await requireViewer()
  return new Response(null, { headers: HEADERS })
})

export { methodNotAllowed as DELETE, methodNotAllowed as PATCH, methodNotAllowed as POST, methodNotAllowed as PUT } from "#lib/http.ts"
