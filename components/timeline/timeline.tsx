"use client"

import { useZone } from "#lib/client/use-zone.ts"
import type { TimelineEntryJson } from "#lib/contract.ts"
import { eventSentence } from "#lib/format/event-sentence.ts"
import { dayText } from "#lib/format/time.ts"
import { TimelineEntry } from "./timeline-entry.tsx"

export type TimelineProps = {
  readonly entries: readonly TimelineEntryJson[]
  readonly orderId: string
  readonly signaturesChecked: boolean
  readonly nameOf: (id: string) => string
}

type Day = { readonly name: string; readonly indexes: number[] }

/** Entries run newest first; a day begins wherever the reader's date changes. */
function byDay(entries: readonly TimelineEntryJson[], zone: string): Day[] {
  const days: Day[] = []
  for (const [index, entry] of entries.entries()) {
    const name = dayText(entry.occurred_at, zone)
    const day = days.at(-1)
    if (day?.name === name) day.indexes.push(index)
    else days.push({ name, indexes: [index] })
  }
  return days
}

/** What happened, newest first, a heading a day. */
export function Timeline({ entries, orderId, signaturesChecked, nameOf }: TimelineProps) {
  const zone = useZone()
  return (
    <ol className="flex flex-col gap-4">
      {byDay(entries, zone).map((day) => (
        <li key={day.name}>
          <h3 className="border-b border-hairline pb-1 text-sm text-text-2">{day.name}</h3>
          <ol>
            {day.indexes.map((index) => {
              const entry = entries[index]
              const sentence = eventSentence(index, { entries, orderId, nameOf })
              return entry && <TimelineEntry key={entry.event} {...{ entry, sentence, signaturesChecked }} />
            })}
          </ol>
        </li>
      ))}
    </ol>
  )
}
