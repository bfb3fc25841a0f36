import type { Audit } from "./audit.ts"
import { type BookSummary, PROMISE_MS } from "./book.ts"
import type { Course, Struck } from "./campaign.ts"

/** What one campaign came to. */
export type Outcome = {
  readonly title: string
  readonly course: Course
  readonly book: BookSummary
  readonly audit: Audit
  readonly seconds: number
}

const inSeconds = (ms: number): string => `${(ms / 1_000).toFixed(2)} s`

function median(sorted: readonly number[]): number {
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

function spread(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b)
  return `${inSeconds(median(sorted))}, at most ${inSeconds(sorted.at(-1) ?? 0)}`
}

function faultLines(struck: readonly Struck[]): string[] {
  return [...Map.groupBy(struck, ({ name }) => name)].map(([name, times]) => {
    const answered = spread(times.map(({ answeredMs }) => answeredMs))
    return `  ${times.length} × ${name}: first 200 after ${answered}; kept at once again after ${spread(times.map(({ keptMs }) => keptMs))}`
  })
}

const counts = (named: Readonly<Record<string, number>>): string =>
  Object.entries(named)
    .map(([name, count]) => `${name} ${count}`)
    .join(", ")

/** What a promise was broken by, in words; none: all are held. */
export function brokenPromises({ book, audit }: Outcome): string[] {
  const { lost, changed, miscounted, wrongOrders } = audit
  const found: [number, string][] = [
    [lost, "webhooks were answered 200 and are not in the database"],
    [changed, "webhooks are in the database with other bytes"],
    [miscounted, "webhooks have fewer deliveries counted than were answered 200, or more than were tried"],
    [wrongOrders, "orders are not what their events add up to"],
    [
      book.late,
      `answers took over ${inSeconds(PROMISE_MS)}; the slowest ${inSeconds(book.slowest.ms)} (${book.slowest.status}, webhook ${book.slowest.number})`,
    ],
  ]
  return found.flatMap(([count, what]) => (count > 0 ? [`${count} ${what}`] : []))
}

/** What happened, for people. */
export function outcomeLines(outcome: Outcome): string[] {
  const { title, course, book, audit, seconds } = outcome
  const killed = course.struck.reduce((sum, each) => sum + each.killed, 0)
  return [
    `${title}, ${Math.round(seconds)} s: ${course.struck.length} faults, ${killed} processes killed with kill -9`,
    ...faultLines(course.struck),
    `  answered 200: ${book.acked} (${counts(book.byResult)}); tries by answer: ${counts(book.byStatus)}`,
    `  slowest answer ${inSeconds(book.slowest.ms)}; spool empty ${inSeconds(course.drainMs)} after the last webhook`,
    `  in the database: ${audit.kept} webhooks; of those answered 200 lost ${audit.lost}, changed ${audit.changed}, miscounted ${audit.miscounted}; wrong orders ${audit.wrongOrders}`,
  ]
}
