import { requireViewer } from "#lib/access/viewer.ts"
import { json } from "#lib/http.ts"
import { getStats } from "#lib/queries/get-stats.ts"

export const dynamic = "force-dynamic"

export async function GET(): Promise<Response> {
  return json(await getStats(await requireViewer()))
}
