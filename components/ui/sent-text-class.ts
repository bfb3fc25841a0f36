const LONGEST_WORD = 24

/** How a word as sent may break: not at all, unless it is longer than any that a sender should send. */
export function sentTextClass(text: string): string {
  return text.length > LONGEST_WORD ? "break-all" : "whitespace-nowrap"
}
