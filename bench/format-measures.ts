import type { Measure } from "./measure-intake.ts"
import type { LoadResult } from "./run-load.ts"

const ROUND_TRIPS_TARGET = 1
const MEMORY_TARGET_MB = 450
const HEADS = ["", "accepted/s", "p50 ms", "p99 ms", "of no-op", "target", "round trips", "commits", "peak MB"]
const WIDTHS = [34, 11, 8, 8, 9, 8, 12, 9, 14]

const rate = ({ accepted, seconds }: LoadResult): number => accepted / seconds

function loadCells({ latencies, ...load }: LoadResult): string[] {
  const at = (share: number): string => (latencies[Math.floor(latencies.length * share)] ?? Number.NaN).toFixed(2)
  return [rate({ latencies, ...load }).toFixed(0), at(0.5), at(0.99)]
}

function line(cells: readonly string[]): string {
  return cells.map((cell, index) => (index === 0 ? cell.padEnd(WIDTHS[0] ?? 0) : cell.padStart(WIDTHS[index] ?? 0))).join("")
}

function measureLines({ variant, noop, intake, commits, roundTrips, peakMb }: Measure): string[] {
  const target = variant.target === null ? "-" : `≥ ${variant.target}`
  const counts = [roundTrips.toFixed(3), commits.toFixed(3), peakMb === null ? "not available" : peakMb.toFixed(0)]
  return [
    line([`no-op beside ${variant.name}`, ...loadCells(noop), "1.00"]),
    line([`webhooks ${variant.name}`, ...loadCells(intake), (rate(intake) / rate(noop)).toFixed(2), target, ...counts]),
  ]
}

function missed({ variant, noop, intake, roundTrips, peakMb }: Measure): string[] {
  if (variant.target === null) return []
  const ratio = rate(intake) / rate(noop)
  const misses: (readonly [boolean, string])[] = [
    [ratio < variant.target, `${ratio.toFixed(2)} of the no-op instead of ${variant.target}`],
    [roundTrips > ROUND_TRIPS_TARGET, `${roundTrips.toFixed(2)} round trips a webhook instead of ${ROUND_TRIPS_TARGET}`],
    [(peakMb ?? 0) > MEMORY_TARGET_MB, `${peakMb?.toFixed(0)} MB at its peak instead of ${MEMORY_TARGET_MB}`],
  ]
  return misses.filter(([isMissed]) => isMissed).map(([, words]) => `missed, ${variant.name}: ${words}`)
}

/** The table, and what it falls short of. Round trips and commits are those to the database for one webhook. */
export function formatMeasures(measures: readonly Measure[]): string {
  const misses = measures.flatMap(missed)
  const targets = `targets: round trips ≤ ${ROUND_TRIPS_TARGET} a webhook, peak ≤ ${MEMORY_TARGET_MB} MB (the server process)`
  return [line(HEADS), ...measures.flatMap(measureLines), targets, ...(misses.length > 0 ? misses : ["all targets are met"])].join("\n")
}
