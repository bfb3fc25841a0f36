import { type Spell, spellMillis } from "#lib/porting/spells.ts"

/** `again`: passed before, and still to come once more, because the order went back; `deleted`: the end of a draft. */
export type RailPlace = "past" | "now" | "again" | "future" | "deleted"
export type RailStep = {
  readonly value: string
  readonly passes: number
  readonly place: RailPlace
  /** Milliseconds in those of its spells that are over. */
  readonly spent: number
  /** Since when the present spell lasts, where it is this one; of `deleted`, when that was. */
  readonly since: string | null
  /** The exception that orders fall into from here. */
  readonly detour: RailDetour | null
}
export type RailDetour = RailStep & {
  /** How often the order came back from it to this step. */
  readonly returns: number
}

const USUAL = ["in-process", "submitted", "foc-date-confirmed", "ported"]
const WAY = ["draft", "in-process", "submitted", "exception", "foc-date-confirmed", "activation-in-progress", "ported"]
const ENDING = ["cancel-pending", "cancelled"]
const [DETOUR, DETOUR_FROM] = ["exception", "submitted"]

/** Known steps stand where the way has them; all others stand after what they followed. */
function placed(passed: readonly string[], ahead: readonly string[]): string[] {
  const steps = WAY.filter((value) => passed.includes(value) || ahead.includes(value))
  for (const [index, value] of passed.entries()) {
    if (WAY.includes(value)) continue
    steps.splice(steps.indexOf(passed[index - 1] ?? "") + 1, 0, value)
  }
  return steps
}

/** The values of all steps in their order: a cancelled order has only its own branch before it, a deleted one nothing. */
function valuesOf(passed: readonly string[], current: string, isDeleted: boolean): string[] {
  if (isDeleted) return placed(passed, [])
  if (ENDING.includes(current)) return [...placed(passed, []).filter((value) => !ENDING.includes(value)), ...ENDING]
  return placed(passed, USUAL)
}

function placeOf(value: string, { values, passed, current, isDeleted }: Way): RailPlace {
  if (value === current) return isDeleted ? "past" : "now"
  if (!passed.includes(value)) return "future"
  const isAhead = WAY.includes(value) && values.indexOf(value) > values.indexOf(current)
  return isAhead && value !== DETOUR && !isDeleted && !ENDING.includes(current) ? "again" : "past"
}

type Way = {
  readonly values: readonly string[]
  readonly passed: readonly string[]
  readonly current: string
  readonly isDeleted: boolean
}

function stepOf(value: string, spells: readonly Spell[], way: Way): RailStep {
  const own = spells.filter((spell) => spell.value === value)
  const spent = own.reduce((sum, spell) => sum + (spellMillis(spell) ?? 0), 0)
  const since = own.find(({ until }) => until === null)?.since.text ?? null
  return { value, passes: own.length, place: placeOf(value, way), spent, since, detour: null }
}

/** The exception hangs under the step that it is a detour of, which the order comes back to; without that it is a step itself. */
function withDetour(steps: readonly RailStep[], spells: readonly Spell[]): RailStep[] {
  const detour = steps.find(({ value }) => value === DETOUR)
  if (!detour || !steps.some(({ value, passes }) => value === DETOUR_FROM && passes > 0)) return [...steps]
  const returns = spells.filter(({ value }, index) => value === DETOUR_FROM && spells[index - 1]?.value === DETOUR).length
  return steps.flatMap((step) => {
    if (step === detour) return []
    return [step.value === DETOUR_FROM ? { ...step, detour: { ...detour, returns } } : step]
  })
}

const deletedStep = (at: string): RailStep => ({ value: "", passes: 1, place: "deleted", spent: 0, since: at, detour: null })

/**
 * The way an order goes: what it passed, how often and how long, where it is, and what is still to come. Steps that
 * lie before the present one and were never told of are left out: no event says that they were.
 */
export function railSteps(spells: readonly Spell[], deletedAt: string | null): RailStep[] {
  const current = spells.at(-1)?.value
  if (current === undefined) return []
  const passed = [...new Set(spells.map(({ value }) => value))]
  const isDeleted = deletedAt !== null
  const values = valuesOf(passed, current, isDeleted)
  const way = { values, passed, current, isDeleted }
  const now = values.indexOf(current)
  const steps = values.filter((value, index) => passed.includes(value) || index > now).map((value) => stepOf(value, spells, way))
  return [...withDetour(steps, spells), ...(deletedAt === null ? [] : [deletedStep(deletedAt)])]
}
