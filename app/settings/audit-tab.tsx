import { AuditFilter } from "#components/access/audit-filter.tsx"
import { AuditTable } from "#components/access/audit-table.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { Pager } from "#components/ui/pager.tsx"
import { DEEDS } from "#lib/access/audit.ts"
import { requirePageViewer } from "#lib/access/page-viewer.ts"
import { urls } from "#lib/contract.ts"
import { listQuery, type RawQuery } from "#lib/format/list-query.ts"
import { auditQuerySchema, listAudit } from "#lib/queries/list-audit.ts"
import { readLenient } from "#lib/queries/read-lenient.ts"

/** Who did what. */
export async function AuditTab({ raw }: { raw: RawQuery }) {
  const viewer = await requirePageViewer("administer")
  const { filter, query, notes } = readLenient(auditQuerySchema, listQuery(raw, ["actor", "action", "from", "to", "cursor"]))
  const asked = await listAudit(viewer, filter)
  const shown = asked.ok ? asked : await listAudit(viewer, { ...filter, cursor: undefined })
  const page = shown.ok ? shown.query : { data: [], next_cursor: null }
  const given = Object.fromEntries([...query].filter(([name]) => name !== "cursor"))
  return (
    <section aria-labelledby="audit" className="flex flex-col gap-3">
      <h2 id="audit">Audit</h2>
      <p className="max-w-prose text-text-2">Who signed in, read raw bodies, and changed what. It is only added to.</p>
      {[...notes, ...(asked.ok ? [] : [asked.problem])].map((note) => (
        <Notice key={note} kind="warning">
          {note}
        </Notice>
      ))}
      <AuditFilter given={given} deeds={DEEDS} />
      <AuditTable rows={page.data} isFiltered={Object.keys(given).length > 0} />
      <Pager
        label="Pages of the audit"
        older={page.next_cursor ? urls.settingsTab("audit", { ...given, cursor: page.next_cursor }) : null}
        first={query.has("cursor") ? urls.settingsTab("audit", given) : null}
      />
    </section>
  )
}
