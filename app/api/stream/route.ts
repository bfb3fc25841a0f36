import { requireViewer } from "#lib/access/viewer.ts"
import { openStream } from "#lib/live/stream.ts"

export const dynamic = "force-dynamic"

export async function GET(request: Request): Promise<Response> {
  await requireViewer()
  const stream = await openStream(request.headers.get("last-event-id"))
  const headers = {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store, no-transform",
    "x-accel-buffering": "no",
  }
  return new Response(stream, { headers })
}
