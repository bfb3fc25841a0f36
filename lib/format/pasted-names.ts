import { joinNames } from "#lib/contract/name-list.ts"

const MOST_NAMES = 200
const KEY = /^(sr_[\w-]+|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i

/** `whole`: what may be one name with the marks in it by which it would be parted; null where it cannot be. */
type Line = { readonly whole: string | null; readonly names: readonly string[] }

/** A quote within a name is a part of it, as of inches: what is quoted begins where a name does. */
const LINE = /(?:(?<=^|[;,\t\r\n]\s*)"[^"\r\n]+"|[^;\t\r\n])+/g
/** Longer ones are lists that were pasted on one line. */
const LONGEST_WHOLE = 200

function linesOf(text: string): Line[] {
  const isOneLine = !/[\r\n]/.test(text.trim())
  return [...text.matchAll(LINE)].map(([line]) => {
    const pieces = [...line.matchAll(/"([^"]+)"|([^",]+)/g)].map(([, quoted, bare]) => ({ quoted, bare: bare?.trim() ?? "" }))
    const names = pieces.flatMap(({ quoted, bare }) => {
      if (quoted !== undefined) return [quoted.trim()]
      const words = bare.split(/\s+/)
      return isOneLine || words.some((word) => KEY.test(word)) ? words : [bare]
    })
    const named = names.filter(Boolean)
    return { whole: named.length > 1 && line.trim().length <= LONGEST_WHOLE ? line.trim() : null, names: named }
  })
}

/** Whether there is an order with a name. */
export type IsKnown = (name: string) => boolean

/**
 * Names as people paste them: out of a mail, a column of a sheet, a ticket. Commas, semicolons, tabs and lines part
 * them; so do spaces, but for a line of several that holds no key: that is one reference. So is a line that an order is called
 * by as it stands. Quotes keep one together.
 */
export function pastedNames(text: string, isKnown: IsKnown = () => false): string[] {
  return [...new Set(linesOf(text).flatMap(({ whole, names }) => (whole !== null && isKnown(whole) ? [whole] : names)))]
}

/** The lines that may be a name as they stand, of which only orders tell whether they are; none where that are too many to ask for. */
export function pastedLines(text: string): string[] {
  const lines = [...new Set(linesOf(text).flatMap(({ whole }) => whole ?? []))]
  return lines.length > MOST_NAMES ? [] : lines
}

export type Pasted =
  | { readonly ok: true; readonly parameter: "support_key" | "any_key"; readonly value: string }
  | { readonly ok: false; readonly problem: string }

/** The filter that pasted names ask for, or why there is none. */
export function pastedFilter(text: string, isKnown?: IsKnown): Pasted {
  const names = pastedNames(text, isKnown)
  if (names.length === 0) return { ok: false, problem: "Nothing was pasted: paste support keys, UUIDs or customer references." }
  if (names.length > MOST_NAMES)
    return {
      ok: false,
      problem: `${names.length} names were pasted, and at most ${MOST_NAMES} can be looked up at once. Nothing was looked up.`,
    }
  const parameter = names.every((name) => /^sr_[^,\s]*$/i.test(name)) ? "support_key" : "any_key"
  return { ok: true, parameter, value: joinNames(names) }
}
