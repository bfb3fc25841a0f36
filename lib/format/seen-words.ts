import type { Round } from "#lib/porting/spells.ts"
import { ordinal } from "./ordinal.ts"

const MOST_NUMBERS = 8

/** "1, 2 and 4"; of very many the first and the last: "1, 2, 3, … and 5,000". */
export function listedNumbers(numbers: readonly number[]): string {
  const shown = numbers.length <= MOST_NUMBERS ? numbers : [...numbers.slice(0, 3), null, ...numbers.slice(-1)]
  return shown
    .map((number) => number?.toLocaleString("en") ?? "…")
    .join(", ")
    .replace(/, ([\d,]+)$/, " and $1")
}

/** How often a code came up on an order: "First time on this order", "3rd time on this order (rounds 1, 2 and 4)". */
export function seenWords(code: string | null, rounds: readonly Round[]): string {
  if (code === null) return ""
  const numbers = rounds.filter(({ spell }) => spell.codes.includes(code)).map(({ number }) => number)
  if (numbers.length < 2) return "First time on this order"
  return `${ordinal(numbers.length)} time on this order (rounds ${listedNumbers(numbers)})`
}

export type EarlierCode = { readonly code: string; readonly rounds: readonly number[]; readonly until: string | null }

/** The codes of earlier rounds that are not open now, the last closed first. */
export function earlierCodes(rounds: readonly Round[], open: readonly (string | null)[]): EarlierCode[] {
  // A sender may name any number of codes: each is looked at once.
  const own = new Map<string, EarlierCode & { rounds: number[] }>()
  const isOpen = new Set(open)
  for (const { number, spell } of rounds.toReversed())
    for (const code of new Set(spell.codes)) {
      if (isOpen.has(code)) continue
      const known = own.get(code)
      if (known) known.rounds.unshift(number)
      else own.set(code, { code, rounds: [number], until: spell.until?.text ?? null })
    }
  return [...own.values()]
}
