import type { NextRequest } from "next/server"
import { requireViewer } from "#lib/access/viewer.ts"
import type { AuditJson } from "#lib/contract/access.ts"
import { download } from "#lib/download.ts"
import { csvLine } from "#lib/format/csv-line.ts"
import { answering, problem } from "#lib/http.ts"
import { auditFilterSchema, streamAudit } from "#lib/queries/list-audit.ts"
import { readQuery } from "#lib/queries/read-query.ts"

const COLUMNS = ["at", "actor", "action", "target", "detail", "address", "actor_email"] as const satisfies readonly (keyof AuditJson)[]

export const GET = answering(async (request: NextRequest): Promise<Response> => {
  const viewer = await requireViewer("administer")
  const filter = readQuery(auditFilterSchema, request.nextUrl.searchParams, { lenient: false })
  if (!filter.ok) return problem(400, filter.problem)
  const pages = streamAudit(viewer, filter.query)
  async function* lines(): AsyncGenerator<string, void> {
    yield csvLine(COLUMNS)
    for await (const rows of pages) yield rows.map((row) => csvLine(COLUMNS.map((column) => row[column]))).join("")
  }
  return download(lines(), { name: "audit.csv", type: "text/csv; charset=utf-8; header=present" })
})

export { methodNotAllowed as DELETE, methodNotAllowed as PATCH, methodNotAllowed as POST, methodNotAllowed as PUT } from "#lib/http.ts"
