import { spanText } from "./time.ts"

/** "6 min behind": by how much a timestamp was off, of its number of seconds. */
export function skewText(detail: string | null): string {
  const seconds = Number(detail ?? Number.NaN)
  return Number.isNaN(seconds) ? "off" : `${spanText(seconds * 1_000)} ${seconds > 0 ? "behind" : "ahead"}`
}
