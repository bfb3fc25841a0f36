"use client"

import { Fragment } from "react"
import { usePreferences } from "#lib/client/use-preferences.ts"
import { timelineDays } from "#lib/format/timeline-days.ts"
import type { ShownEntry } from "./show-entry.ts"
import { TimelineEntry } from "./timeline-entry.tsx"
import { TimelineRun } from "./timeline-run.tsx"

type EntriesProps = { readonly entries: readonly ShownEntry[] }

/** Entries under the days of the reader's zone. */
export function TimelineDays({ entries }: EntriesProps) {
  return (
    <ol className="flex flex-col gap-4">
      {timelineDays(entries, usePreferences()).map((day) => (
        <li key={day.name}>
          <h3 className="border-b border-hairline pb-1 text-sm text-text-2" suppressHydrationWarning>
            {day.name}
          </h3>
          <ol>
            {day.runs.map((run) => {
              // The oldest of a run stays in it while newer ones join: the reader's opening of it stays too.
              const key = run.map((entry) => entry.key).toSorted()[0]
              return (
                <Fragment key={key}>
                  {run.length > 1 ? <TimelineRun entries={run} /> : run.map((entry) => <TimelineEntry key={entry.key} entry={entry} />)}
                </Fragment>
              )
            })}
          </ol>
        </li>
      ))}
    </ol>
  )
}
