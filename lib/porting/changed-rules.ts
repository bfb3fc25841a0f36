import type { Clock, Clocks } from "./clock.ts"
import { DEFAULT_CLOCKS } from "./default-clocks.ts"
import { DEFAULT_GUIDE } from "./default-guide.ts"
import { type ExceptionGuide, type ExceptionGuideRow, rowOf } from "./exception.ts"
import type { OwnRules } from "./rules.ts"

/** One change that the operator makes to the rules. */
export type RulesChange =
  /** A row of the guide; null: back to its default, or gone where there is none. */
  | { readonly of: "row"; readonly code: string; readonly row: ExceptionGuideRow | null }
  /** All clocks; null: back to the defaults. `renamed`: the calendars that go by another name now, by their old one. */
  | { readonly of: "clocks"; readonly clocks: Clocks | null; readonly renamed: Readonly<Record<string, string>> }
  /** The whole guide, the clocks, or both, as a file holds them; what it leaves out stays. */
  | { readonly of: "all"; readonly guide: ExceptionGuide | null; readonly clocks: Clocks | null }

/** Whether two values say the same, whatever the order of their members. */
function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const [ours, theirs] = [Object.entries(a), b as Readonly<Record<string, unknown>>]
  return ours.length === Object.keys(b).length && ours.every(([name, value]) => Object.hasOwn(theirs, name) && isSame(value, theirs[name]))
}

/** The rows of a guide that are the operator's own: a row that says what the default says is none. */
function ownRows(guide: ExceptionGuide): ExceptionGuide {
  return Object.fromEntries(Object.entries(guide).filter(([code, row]) => !isSame(row, rowOf(DEFAULT_GUIDE, code))))
}

const ownClocks = (clocks: Clocks | null): Clocks | null => (clocks && isSame(clocks, DEFAULT_CLOCKS) ? null : clocks)

function renamedLimit(limit: Clock | null, renamed: Readonly<Record<string, string>>): Clock | null {
  const calendar = rowOf(renamed, limit?.calendar ?? null)
  return limit && calendar ? { ...limit, calendar } : limit
}

/** The operator's rules after a change. What equals a default is not kept, so that a better default reaches it. */
export function changedRules(own: OwnRules, change: RulesChange): OwnRules {
  switch (change.of) {
    case "row": {
      const { [change.code]: _before, ...others } = own.guide
      return { ...own, guide: ownRows(change.row ? { ...own.guide, [change.code]: change.row } : others) }
    }
    case "clocks": {
      const rows = Object.entries(own.guide).map(([code, row]) => [code, { ...row, limit: renamedLimit(row.limit, change.renamed) }])
      return { guide: Object.fromEntries(rows), clocks: ownClocks(change.clocks) }
    }
    case "all":
      return {
        guide: change.guide ? ownRows(change.guide) : own.guide,
        clocks: change.clocks ? ownClocks(change.clocks) : own.clocks,
      }
  }
}
