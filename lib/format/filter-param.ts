import { joinNames } from "#lib/contract/name-list.ts"
import { filterValueText } from "#lib/porting/filter-value.ts"

/** A filter's parameter for these values, or for all others: whatever they are spelled with, it chooses them and nothing else. */
export function filterParam(values: readonly string[], not = false): string {
  return joinNames(values.map((value) => filterValueText({ value, not })))
}
