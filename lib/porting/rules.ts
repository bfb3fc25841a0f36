import type { Clocks } from "./clock.ts"
import { DEFAULT_CLOCKS } from "./default-clocks.ts"
import { DEFAULT_GUIDE } from "./default-guide.ts"
import type { ExceptionGuide } from "./exception.ts"

/** What the operator may change of how orders are judged. No event depends on it, only court and clocks do. */
export type Rules = { readonly guide: ExceptionGuide; readonly clocks: Clocks }

/** What the operator has changed: rows of the guide that replace or join the default ones, and clocks if any were saved. */
export type OwnRules = { readonly guide: ExceptionGuide; readonly clocks: Clocks | null }

export const NO_OWN_RULES: OwnRules = { guide: {}, clocks: null }

/** The rules in force: the defaults, with the operator's own in their place. */
export function rulesFrom({ guide, clocks }: OwnRules): Rules {
  return { guide: { ...DEFAULT_GUIDE, ...guide }, clocks: clocks ?? DEFAULT_CLOCKS }
}

export const DEFAULT_RULES: Rules = rulesFrom(NO_OWN_RULES)
