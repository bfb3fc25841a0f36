const LONGEST_WORD = 24

/** How a word as sent may break: not at all, unless it is longer than any should be; then within two lines. */
export function sentTextClass(text: string): string {
  return text.length > LONGEST_WORD ? "line-clamp-2 max-w-56 break-all" : "whitespace-nowrap"
}

/** The same of a state's word: one never heard of may be longer than its column, and breaks where that is too narrow. */
export function stateTextClass(word: string, isKnown: boolean): string {
  return isKnown || word.length > LONGEST_WORD ? sentTextClass(word) : "line-clamp-2 min-w-0 wrap-break-word"
}
