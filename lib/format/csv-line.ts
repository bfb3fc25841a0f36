/** What a spreadsheet takes for the beginning of a formula, or strips before it looks for one. */
const FORMULA = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/
/** By RFC 4180, and what some spreadsheets part cells by. */
const QUOTED = /[",;\t\r\n]/

export type CsvValue = string | number | null

function csvCell(value: CsvValue): string {
  if (value === null) return ""
  if (typeof value === "number") return String(value)
  const safe = FORMULA.test(value) ? `'${value}` : value
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** One record as RFC 4180 has it. A text that a spreadsheet would run as a formula gets an apostrophe before it. */
export function csvLine(values: readonly CsvValue[]): string {
  return `${values.map(csvCell).join(",")}\r\n`
}
