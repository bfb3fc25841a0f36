import { countText } from "./count-text.ts"

const ENDINGS: Readonly<Record<string, string>> = { one: "st", two: "nd", few: "rd", other: "th" }
const rules = new Intl.PluralRules("en", { type: "ordinal" })

/** "1st", "2nd", "11th" */
export function ordinal(count: number): string {
  return `${countText(count)}${ENDINGS[rules.select(count)] ?? "th"}`
}
