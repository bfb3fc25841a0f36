import { requireViewer } from "#lib/access/viewer.ts"
import { answering, metricsText } from "#lib/http.ts"
import { getMetrics } from "#lib/queries/get-metrics.ts"

export const dynamic = "force-dynamic"

export const GET = answering(async (): Promise<Response> => metricsText(await getMetrics(await requireViewer())))

export { methodNotAllowed as DELETE, methodNotAllowed as PATCH, methodNotAllowed as POST, methodNotAllowed as PUT } from "#lib/http.ts"
