import { foldSentence } from "#lib/format/event-sentence.ts"
import { clockText } from "#lib/format/time.ts"
import { MarkIcon } from "../status/mark-icon.tsx"
import { Time } from "../ui/time.tsx"
import { badgesOfRun } from "./badges-of-run.ts"
import { OddBadges } from "./odd-badges.tsx"
import type { ShownEntry } from "./show-entry.ts"
import { TimelineEntry } from "./timeline-entry.tsx"

type EntriesProps = { readonly entries: readonly ShownEntry[] }

/** When a run began and ended, in the direction in which it is listed. Its entries, once they are shown, tell more. */
function RunTime({ entries }: EntriesProps) {
  const [first, last] = [entries[0], entries.at(-1)]
  if (!first || !last) return null
  const isOneMoment = clockText(first.at, "UTC") === clockText(last.at, "UTC")
  return (
    <span className="shrink-0 text-xs text-text-2 sm:w-28">
      <Time at={first.at} style="clock" plain />
      {!isOneMoment && (
        <>
          {" to "}
          <Time at={last.at} style="clock" plain />
        </>
      )}
    </span>
  )
}

/** Several events of one type and target in a row, folded into one line. */
export function TimelineRun({ entries }: EntriesProps) {
  return (
    <li className="py-1.5">
      <details>
        <summary className="flex min-h-6 list-none gap-3">
          <span className="mt-0.5 text-text-3">
            <MarkIcon mark={{ shape: "square", glyph: "arrows" }} />
          </span>
          <span className="flex min-w-0 flex-wrap items-baseline gap-x-3">
            <RunTime entries={entries} />
            {/* No link to the other order here, where the whole line unfolds: its events have one each. */}
            <span className="min-w-0">
              {foldSentence(entries.flatMap(({ fold }) => fold ?? []))} ({entries.length} events)
            </span>
            <OddBadges
              badges={badgesOfRun(entries.map(({ badges }) => badges))}
              arrival={badgesOfRun(entries.map(({ arrival }) => arrival))}
            />
            <span className="no-print text-xs text-link">show each</span>
          </span>
        </summary>
        <ol className="ms-7">
          {entries.map((entry) => (
            <TimelineEntry key={entry.key} entry={entry} />
          ))}
        </ol>
      </details>
    </li>
  )
}
