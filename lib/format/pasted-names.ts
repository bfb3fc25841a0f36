import { joinNames } from "#lib/contract/name-list.ts"

const MOST_NAMES = 200
const KEY = /^(sr_[\w-]+|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i

/**
 * Names as people paste them: out of a mail, a column of a sheet, a ticket. Commas, semicolons, tabs and lines part
 * them; so do spaces, but for a line of several that holds no key: that is one reference. Quotes keep one together.
 */
export function pastedNames(text: string): string[] {
  const pieces = [...text.matchAll(/"([^"\r\n]+)"|([^",;\t\r\n]+)/g)].map(([, quoted, bare]) => ({ quoted, bare: bare?.trim() ?? "" }))
  const isOneLine = !/[\r\n]/.test(text.trim())
  const names = pieces.flatMap(({ quoted, bare }) => {
    if (quoted !== undefined) return [quoted.trim()]
    const words = bare.split(/\s+/)
    return isOneLine || words.some((word) => KEY.test(word)) ? words : [bare]
  })
  return [...new Set(names.filter(Boolean))]
}

export type Pasted =
  | { readonly ok: true; readonly parameter: "support_key" | "any_key"; readonly value: string }
  | { readonly ok: false; readonly problem: string }

/** The filter that pasted names ask for, or why there is none. */
export function pastedFilter(text: string): Pasted {
  const names = pastedNames(text)
  if (names.length === 0) return { ok: false, problem: "Nothing was pasted: paste support keys, UUIDs or customer references." }
  if (names.length > MOST_NAMES)
    return {
      ok: false,
      problem: `${names.length} names were pasted, and at most ${MOST_NAMES} can be looked up at once. Nothing was looked up.`,
    }
  const parameter = names.every((name) => /^sr_[^,]*$/i.test(name)) ? "support_key" : "any_key"
  return { ok: true, parameter, value: joinNames(names) }
}
