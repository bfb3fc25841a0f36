import { plural } from "./count-text.ts"

/** Between how many orders numbers moved: "from 1, to 2 orders". Null where none did. */
export function splitText(from: number, to: number): string | null {
  if (from > 0 && to > 0) return `from ${from}, to ${plural(to, "order")}`
  if (from > 0) return `from ${plural(from, "order")}`
  return to > 0 ? `to ${plural(to, "order")}` : null
}
