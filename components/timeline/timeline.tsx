"use client"

import { useZone } from "#lib/client/use-zone.ts"
import type { TimelineEntryJson } from "#lib/contract.ts"
import { eventSentence } from "#lib/format/event-sentence.ts"
import { runSentence, timelineDays } from "#lib/format/timeline-days.ts"
import { useGuideNames } from "../exceptions/guide-names.tsx"
import { SplitRun } from "./split-run.tsx"
import { TimelineEntry } from "./timeline-entry.tsx"

export type TimelineProps = {
  readonly entries: readonly TimelineEntryJson[]
  readonly orderId: string
  readonly signaturesChecked: boolean
  readonly nameOf: (id: string) => string
}

/** What happened, newest first, a heading a day; moves of numbers to one order in a row fold into one line. */
export function Timeline({ entries, orderId, signaturesChecked, nameOf }: TimelineProps) {
  const guide = useGuideNames()
  const told = entries.map((entry, index) => ({ entry, sentence: eventSentence(index, { entries, orderId, nameOf, guide }) }))
  const days = timelineDays(told, useZone())
  return (
    <ol className="flex flex-col gap-4">
      {days.map((day) => (
        <li key={day.name}>
          <h3 className="border-b border-hairline pb-1 text-sm text-text-2">{day.name}</h3>
          <ol>
            {day.runs.map((run) => {
              const items = run.map((one) => <TimelineEntry key={one.entry.event} {...one} signaturesChecked={signaturesChecked} />)
              const [first] = run
              if (!first || run.length === 1) return items
              return (
                <SplitRun key={`run ${first.entry.event}`} sentence={runSentence(run)}>
                  {items}
                </SplitRun>
              )
            })}
          </ol>
        </li>
      ))}
    </ol>
  )
}
