import { requireViewer } from "#lib/access/viewer.ts"
import { noSuchEvent } from "#lib/http.ts"
import { getRawEvent } from "#lib/queries/get-raw-event.ts"

export async function GET(_request: Request, { params }: RouteContext<"/api/events/[event]/raw">): Promise<Response> {
  const { event: key } = await params
  const raw = await getRawEvent(await requireViewer(), key)
  if (raw === null) return noSuchEvent(key)
  const headers = { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff", "cache-control": "no-store" }
  return new Response(raw, { headers })
}
