/** One value of a filter as a URL spells it: `-value` is everything but it. */
export type FilterValue = { readonly value: string; readonly not: boolean }

/**
 * A dash before a value negates it, and a value's own leading dashes are doubled, so that none is out of reach:
 * `-x` is not "x", `--x` is "-x", `---x` is not "-x". Nothing but dashes is itself.
 */
export function parseFilterValue(text: string): FilterValue {
  const dashes = /^-*/.exec(text)?.[0].length ?? 0
  if (dashes === text.length) return { value: text, not: false }
  return { value: "-".repeat(Math.floor(dashes / 2)) + text.slice(dashes), not: dashes % 2 === 1 }
}

/** A value as a URL spells it: the reverse of `parseFilterValue`. */
export function filterValueText({ value, not }: FilterValue): string {
  const dashes = /^-*/.exec(value)?.[0].length ?? 0
  if (dashes === value.length) return value
  return (not ? "-" : "") + "-".repeat(dashes) + value
}

/** The values of one filter: any of some, none of others. */
export type Choice = { readonly any: readonly string[]; readonly none: readonly string[] }

export function choiceOf(texts: readonly string[]): Choice {
  const values = texts.map(parseFilterValue)
  return {
    any: values.filter(({ not }) => !not).map(({ value }) => value),
    none: values.filter(({ not }) => not).map(({ value }) => value),
  }
}

/** Among the values of what events tell: that none has told it, as the API's JSON has it; and whatever a sender calls so. */
export const UNTOLD = "null"
