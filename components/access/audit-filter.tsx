import { accessUrls } from "#lib/contract/access-urls.ts"
import { urls } from "#lib/contract.ts"
import { deedText } from "#lib/format/access-words.ts"

type AuditFilterProps = { readonly given: Readonly<Record<string, string>>; readonly deeds: readonly string[] }

function Day({ name, label, value }: { name: string; label: string; value: string | undefined }) {
  return (
    <label className="flex items-center gap-1.5 text-sm text-text-2">
      {label}
      <input type="date" name={name} defaultValue={value} className="control" />
    </label>
  )
}

/** Filters the audit, and exports what is filtered. */
export function AuditFilter({ given, deeds }: AuditFilterProps) {
  return (
    <form method="get" action={urls.settings} className="no-print flex flex-wrap items-center gap-3">
      <input type="hidden" name="tab" value="audit" />
      <label className="flex items-center gap-1.5 text-sm text-text-2">
        By
        <input
          type="search"
          name="actor"
          defaultValue={given.actor}
          maxLength={200}
          placeholder="Name or e-mail"
          className="control w-40"
        />
      </label>
      <label className="flex items-center gap-1.5 text-sm text-text-2">
        Deed
        <select name="action" defaultValue={given.action ?? ""} className="control">
          <option value="">Any</option>
          {deeds.map((deed) => (
            <option key={deed} value={deed}>
              {deedText(deed)}
            </option>
          ))}
        </select>
      </label>
      <Day name="from" label="From" value={given.from} />
      <Day name="to" label="To" value={given.to} />
      <button type="submit" className="control">
        Filter
      </button>
      {Object.keys(given).length > 0 && <a href={urls.settingsTab("audit")}>Clear</a>}
      <a href={accessUrls.api.auditCsv(given)} download className="control">
        Export as CSV
      </a>
    </form>
  )
}
