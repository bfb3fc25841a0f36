import type { TimelineEntryJson } from "#lib/contract.ts"
import { eventKind } from "./event-sentence.ts"
import { dayText } from "./time.ts"

export type Told = { readonly entry: TimelineEntryJson; readonly sentence: string }
export type TimelineDay = { readonly name: string; readonly runs: Told[][] }

const FOLDED_FROM = 3
const isSplit = ({ entry }: Told): boolean => eventKind(entry.event_type) === "split"

/** Splits that say the same in a row make one run; every other entry is a run of its own. */
function runsOf(told: readonly Told[]): Told[][] {
  const runs: Told[][] = []
  for (const one of told) {
    const run = runs.at(-1)
    if (run?.[0] && isSplit(one) && isSplit(run[0]) && run[0].sentence === one.sentence) run.push(one)
    else runs.push([one])
  }
  return runs.flatMap((run) => (run.length < FOLDED_FROM ? run.map((one) => [one]) : [run]))
}

/** "12 numbers moved to sr_22bb (12 events)" */
export function runSentence(run: readonly Told[]): string {
  const sentence = run[0]?.sentence ?? ""
  const whole = sentence.startsWith("1 number ") ? sentence.replace("1 number", `${run.length} numbers`) : sentence
  return `${whole} (${run.length} events)`
}

/** Entries that run newest first, in days of a zone and in runs within a day. */
export function timelineDays(told: readonly Told[], zone: string): TimelineDay[] {
  const days: { name: string; told: Told[] }[] = []
  for (const one of told) {
    const name = dayText(one.entry.occurred_at, zone)
    const day = days.at(-1)
    if (day?.name === name) day.told.push(one)
    else days.push({ name, told: [one] })
  }
  return days.map((day) => ({ name: day.name, runs: runsOf(day.told) }))
}
