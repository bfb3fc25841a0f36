import { markdownTable } from "./markdown-table.ts"
import type { Measure } from "./measure-intake.ts"
import type { LoadResult } from "./run-load.ts"

const MOST = { roundTrips: 0.5, walBytes: 4_096, peakMb: 450, lone: 1.5 }

const rate = ({ accepted, seconds }: LoadResult): number => accepted / seconds
const at = ({ latencies }: LoadResult, share: number): number => latencies[Math.floor(latencies.length * share)] ?? Number.NaN
const ofFloor = ({ floor, intake }: Measure): number => rate(intake) / rate(floor)
const alone = ({ alone: { floor, intake } }: Measure): number => at(intake, 0.5) / at(floor, 0.5)

const cells = (load: LoadResult): string[] => [rate(load).toFixed(0), at(load, 0.5).toFixed(2), at(load, 0.99).toFixed(2)]

function rates(measures: readonly Measure[]): string {
  const rows = measures.flatMap((measure) => {
    const { variant, noop, floor, intake } = measure
    const share = (load: LoadResult): string => (rate(load) / rate(floor)).toFixed(2)
    return [
      [`floor beside ${variant.name}`, ...cells(floor), "1.00", ""],
      [`no-op beside ${variant.name}`, ...cells(noop), share(noop), ""],
      [`webhooks ${variant.name}`, ...cells(intake), ofFloor(measure).toFixed(2), variant.target === null ? "" : `≥ ${variant.target}`],
    ]
  })
  return markdownTable(["16 connections", "accepted/s", "p50 ms", "p99 ms", "of the floor", "to reach"], rows)
}

function costs(measures: readonly Measure[]): string {
  const rows = measures.map((measure) => [
    `webhooks ${measure.variant.name}`,
    measure.roundTrips.toFixed(2),
    measure.commits.toFixed(2),
    (measure.walBytes / 1_000).toFixed(2),
    measure.peakMb?.toFixed(0) ?? "not known",
    at(measure.alone.intake, 0.5).toFixed(2),
    alone(measure).toFixed(2),
  ])
  const heads = ["each webhook", "round trips", "commits", "WAL kB", "peak MB", "p50 ms alone", "of the floor's"]
  return markdownTable(heads, rows)
}

function missed(measure: Measure): string[] {
  const { variant, roundTrips, walBytes, peakMb } = measure
  if (variant.target === null) return []
  const misses: (readonly [boolean, string])[] = [
    [ofFloor(measure) < variant.target, `${ofFloor(measure).toFixed(2)} of the floor instead of ${variant.target}`],
    [roundTrips > MOST.roundTrips, `${roundTrips.toFixed(2)} round trips a webhook instead of ${MOST.roundTrips}`],
    [walBytes > MOST.walBytes, `${walBytes.toFixed(0)} bytes of log a webhook instead of ${MOST.walBytes}`],
    [(peakMb ?? 0) > MOST.peakMb, `${peakMb?.toFixed(0)} MB at its peak instead of ${MOST.peakMb}`],
    [alone(measure) > MOST.lone, `alone ${alone(measure).toFixed(2)} of the floor's median instead of ${MOST.lone}`],
  ]
  return misses.filter(([isMissed]) => isMissed).map(([, words]) => `- missed, ${variant.name}: ${words}`)
}

/** Every worker process must be worth its while: all of them together no slower than one. */
function workersMissed(measures: readonly Measure[]): string[] {
  const of = (workers: string): Measure | undefined => measures.find(({ variant }) => variant.workers === workers && !variant.signed)
  const [one, all] = [of("1"), of("max")]
  if (!one || !all || ofFloor(all) >= ofFloor(one)) return []
  return [`- missed, WORKERS=max: ${ofFloor(all).toFixed(2)} of the floor instead of ${ofFloor(one).toFixed(2)}, as with one`]
}

/** The figures in Markdown, and what they fall short of. */
export function formatMeasures(measures: readonly Measure[]): string {
  const misses = [...measures.flatMap(missed), ...workersMissed(measures)]
  const targets = `To reach: round trips ≤ ${MOST.roundTrips}, WAL ≤ ${MOST.walBytes / 1_024} KiB without full-page images, peak ≤ ${MOST.peakMb} MB (the first server process), alone ≤ ${MOST.lone} × the floor's median.`
  return [rates(measures), costs(measures), targets, misses.length > 0 ? misses.join("\n") : "All of it is reached."].join("\n\n")
}
