import { requireViewer } from "#lib/access/viewer.ts"
import { answering, toResponse } from "#lib/http.ts"
import { getMetrics } from "#lib/queries/get-metrics.ts"

export const dynamic = "force-dynamic"

/** Prometheus's text exposition format, version 0.0.4. */
const headers = { "content-type": "text/plain; version=0.0.4; charset=utf-8", "cache-control": "no-store" }

export const GET = answering(async (): Promise<Response> => {
  return toResponse({ status: 200, headers, body: await getMetrics(await requireViewer()) })
})

export { methodNotAllowed as DELETE, methodNotAllowed as PATCH, methodNotAllowed as POST, methodNotAllowed as PUT } from "#lib/http.ts"
