import { DAY, HOUR } from "./demo-event.ts"
import type { DemoRandom, NonEmpty } from "./demo-random.ts"

/** A stay in one status, from `at` (microseconds since 1970) on. */
export type DemoSpell = { readonly status: string; readonly at: number; readonly afterFoc: boolean }

/** Where an order is now. `deleted` is a draft that nobody submitted. The weights are what a busy desk sees. */
const FATES: NonEmpty<readonly [fate: string, weight: number]> = [
  ["ported", 31],
  ["exception", 15],
  ["submitted", 14],
  ["foc-date-confirmed", 14],
  ["in-process", 8],
  ["draft", 5],
  ["cancelled", 5],
  ["deleted", 4],
  ["activation-in-progress", 2],
  ["cancel-pending", 2],
]

/** Hours that pass before an order comes into a status, and how long ago the last step was, in days at most. */
const HOURS_BEFORE: Readonly<Record<string, readonly [least: number, most: number]>> = {
  "in-process": [1, 20],
  submitted: [3, 60],
  exception: [16, 60],
  "foc-date-confirmed": [20, 72],
  "activation-in-progress": [40, 160],
  ported: [0.2, 4],
  "cancel-pending": [8, 60],
  cancelled: [2, 30],
}
const DAYS_AGO: Readonly<Record<string, number>> = {
  draft: 28,
  "in-process": 1.5,
  submitted: 4,
  exception: 16,
  "foc-date-confirmed": 8,
  "activation-in-progress": 0.2,
  "cancel-pending": 3,
}
const LONGEST_LIFE = 40 * DAY

function pickFate(random: DemoRandom): string {
  const total = FATES.reduce((sum, [, weight]) => sum + weight, 0)
  let left = random.fraction() * total
  for (const [fate, weight] of FATES) {
    left -= weight
    if (left < 0) return fate
  }
  return FATES[0][0]
}

function exceptionRounds(random: DemoRandom): string[] {
  const rounds = random.pick([0, 0, 0, 1, 1, 2])
  return Array.from({ length: rounds }, () => ["exception", "submitted"]).flat()
}

/** The statuses an order passes through on its way to where it is now. */
function pathTo(fate: string, random: DemoRandom): readonly string[] {
  if (fate === "draft" || fate === "deleted") return ["draft"]
  if (fate === "in-process") return ["draft", "in-process"]
  const submitted = ["draft", "in-process", "submitted", ...exceptionRounds(random)]
  if (fate === "submitted") return submitted
  const confirmed = [...submitted, "foc-date-confirmed"]
  const confirmedAgain = random.chance(0.12) ? [...confirmed, "exception", "submitted", "foc-date-confirmed"] : confirmed
  if (fate === "exception") return [...(random.chance(0.2) ? confirmed : submitted), "exception"]
  if (fate === "foc-date-confirmed") return confirmedAgain
  if (fate === "activation-in-progress") return [...confirmedAgain, "activation-in-progress"]
  if (fate === "ported") return [...confirmedAgain, "activation-in-progress", "ported"]
  const cancelling = [...submitted, ...(random.chance(0.5) ? ["exception"] : []), "cancel-pending"]
  return fate === "cancelled" ? [...cancelling, "cancelled"] : cancelling
}

/** One order's spells, oldest first, and when its draft was deleted. All of it lies before `now`. */
export function demoLife(random: DemoRandom, now: number): { readonly spells: readonly DemoSpell[]; readonly deletedAt: number | null } {
  const fate = pickFate(random)
  const path = pathTo(fate, random)
  const delays = path.map((status, index) => (index === 0 ? 0 : random.between(...(HOURS_BEFORE[status] ?? [1, 2])) * HOUR))
  const length = delays.reduce((sum, delay) => sum + delay, 0)
  const latest = Math.max(0, LONGEST_LIFE - length)
  const ago = fate === "deleted" ? random.between(30, 40) * DAY : Math.min(latest, random.between(0.01, DAYS_AGO[fate] ?? 20) * DAY)
  let at = Math.floor(now - ago - length)
  const spells = path.map((status, index) => {
    at += Math.floor(delays[index] ?? 0)
    return { status, at, afterFoc: path[index - 1] === "foc-date-confirmed" }
  })
  const [first] = spells
  return { spells, deletedAt: fate === "deleted" && first ? first.at + 30 * DAY : null }
}
