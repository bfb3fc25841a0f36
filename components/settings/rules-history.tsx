import Link from "next/link"
import type { RuleChange } from "#lib/format/rule-changes.ts"
import { Time } from "../ui/time.tsx"

export type HistoryEntry = {
  readonly version: number
  readonly savedAt: string
  readonly changes: readonly RuleChange[]
  /** A page that fills the form in as this version left it. */
  readonly restore: string | null
}

/** When the rules were saved and what of them changed, the newest first. Who did is not known yet. */
export function RulesHistory({ entries, open = false }: { entries: readonly HistoryEntry[]; open?: boolean }) {
  return (
    <details open={open}>
      <summary className="py-1.5 font-medium">History ({entries.length})</summary>
      {entries.length === 0 && <p className="py-2 text-text-2">Nothing was saved yet: the defaults are in force.</p>}
      <ol className="flex flex-col">
        {entries.map(({ version, savedAt, changes, restore }) => (
          <li key={version} className="flex flex-col gap-1 border-t border-hairline py-2 first:border-t-0">
            <p className="flex flex-wrap gap-x-3 text-xs text-text-3">
              <span>Version {version}</span>
              <Time at={savedAt} style="moment" />
              {restore && (
                <Link href={restore} prefetch={false} className="inline-block min-h-6">
                  Fill in as it was then
                </Link>
              )}
            </p>
            <ul className="text-sm">
              {changes.map(({ code, text }) => (
                <li key={`${code} ${text}`} className="wrap-anywhere">
                  {code !== null && (
                    <code className="text-xs" translate="no">
                      {code}
                    </code>
                  )}{" "}
                  {text}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </details>
  )
}
