import type { Court } from "./court.ts"

/** Where an order stands in the queue at a moment: what needs somebody, by its clock, and what is only watched. */
export const SECTIONS = ["overdue", "due", "later", "watch"] as const
export type Section = (typeof SECTIONS)[number]

/** Where somebody is needed; what is watched moves by itself yet. */
export const NEEDING_SECTIONS: readonly Section[] = ["overdue", "due", "later"]

const DAY = 24 * 3_600_000

/**
 * The one rule of the sections, as bounds that the database and the browser both go by. `needs`: whether somebody
 * has to act whatever the clock says (null: either). `after` and `until`: when the clock ends, in milliseconds from
 * now, the first exclusive, the second inclusive. `undated`: also without a clock. `watching`: only once watched.
 */
export type SectionBounds = {
  readonly needs: boolean | null
  readonly after: number | null
  readonly until: number | null
  readonly undated: boolean
  readonly watching: boolean
}

export const SECTION_BOUNDS: Readonly<Record<Section, SectionBounds>> = {
  overdue: { needs: null, after: null, until: 0, undated: false, watching: false },
  due: { needs: true, after: 0, until: DAY, undated: false, watching: false },
  later: { needs: true, after: DAY, until: null, undated: true, watching: false },
  watch: { needs: false, after: 0, until: null, undated: false, watching: true },
}

/** What the sections go by; moments in milliseconds since 1970. */
export type Urgency = {
  readonly court: Court
  readonly needs: boolean
  readonly dueAt: number | null
  readonly watchFrom: number | null
}

function isWithin({ needs, dueAt, watchFrom }: Urgency, bounds: SectionBounds, now: number): boolean {
  if (bounds.needs !== null && bounds.needs !== needs) return false
  if (bounds.watching && (watchFrom === null || watchFrom > now)) return false
  if (dueAt === null) return bounds.undated
  return (bounds.after === null || dueAt > now + bounds.after) && (bounds.until === null || dueAt <= now + bounds.until)
}

/** The section in which an order stands at a moment (milliseconds since 1970); null: it moves by itself. */
export function sectionOf(urgency: Urgency, now: number): Section | null {
  if (urgency.court === "none") return null
  return SECTIONS.find((section) => isWithin(urgency, SECTION_BOUNDS[section], now)) ?? null
}
