const LONGEST_WORD = 24

/** How a word as sent may break: not at all, unless it is longer than any should be; then within two lines. */
export function sentTextClass(text: string): string {
  return text.length > LONGEST_WORD ? "line-clamp-2 max-w-56 break-all" : "whitespace-nowrap"
}
