import type { Fold } from "./event-sentence.ts"
import { dayText } from "./time.ts"

/** What of an entry its place in the timeline goes by. */
export type Placed = { readonly key: string; readonly at: string; readonly fold: Fold | null }
export type TimelineDay<Entry extends Placed> = { readonly name: string; readonly runs: readonly (readonly Entry[])[] }

const FOLDED_FROM = 3

/** Entries of one type and target in a row make one run; every other entry is a run of its own. */
function runsOf<Entry extends Placed>(entries: readonly Entry[]): Entry[][] {
  const runs: Entry[][] = []
  for (const entry of entries) {
    const run = runs.at(-1)
    if (run?.[0]?.fold && run[0].fold.key === entry.fold?.key) run.push(entry)
    else runs.push([entry])
  }
  return runs.flatMap((run) => (run.length < FOLDED_FROM ? run.map((entry) => [entry]) : [run]))
}

/** Entries in days of a zone, and in runs within a day; in the direction in which they run. */
export function timelineDays<Entry extends Placed>(entries: readonly Entry[], zone: Parameters<typeof dayText>[1]): TimelineDay<Entry>[] {
  const days: { name: string; entries: Entry[] }[] = []
  for (const entry of entries) {
    const name = dayText(entry.at, zone)
    const day = days.at(-1)
    if (day?.name === name) day.entries.push(entry)
    else days.push({ name, entries: [entry] })
  }
  return days.map((day) => ({ name: day.name, runs: runsOf(day.entries) }))
}
