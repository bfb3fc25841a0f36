const paragraphsOf = (text: string): string[] =>
  text.split(/\n(?:[ \t]*\n)+/).flatMap((paragraph) => paragraph.replace(/^\n+/, "").trimEnd() || [])
/** What a paragraph says bit by bit, with the blanks behind: sentences, and what stands before a colon. */
const bitsOf = (paragraph: string): string[] => paragraph.match(/(?:[^.!?:]|[.!?:](?!\s))*(?:[.!?:]\s+)?/g)?.filter(Boolean) ?? []

/** How many of the first items all lists have in common, `most` at most. */
function sharedStart(lists: readonly (readonly string[])[], most: number): number {
  const [first = []] = lists
  let count = 0
  while (count < most && lists.every((list) => list[count] === first[count])) count++
  return count
}

/** A paragraph without the beginning that another one has, too; what is left begins as a sentence does. */
function withoutSaid(paragraph: string, said: string): string {
  const bits = bitsOf(paragraph)
  const shared = sharedStart([bits, bitsOf(said)], bits.length)
  const rest = bits.slice(shared).join("")
  return shared > 0 ? rest.replace(/^[a-z](?=[a-z]*\s)/, (letter) => letter.toUpperCase()) : rest
}

/**
 * Several messages to one reader as one: the paragraphs with which all begin or end stand once, and of each beginning what the
 * message before it begins with, too, is left out. Nothing else is.
 */
export function joinMessages(texts: readonly string[]): string {
  const [only = "", ...others] = new Set(texts)
  if (others.length === 0) return only
  const messages = [only, ...others].map(paragraphsOf)
  const shortest = Math.min(...messages.map((message) => message.length))
  const head = sharedStart(messages, shortest)
  const tail = sharedStart(
    messages.map((message) => message.toReversed()),
    shortest - head,
  )
  const [first = []] = messages
  const bodies = messages.map((message) => message.slice(head, message.length - tail))
  const rest = bodies
    .slice(1)
    .flatMap(([begin = "", ...more], index) => [withoutSaid(begin, bodies[index]?.[0] ?? ""), ...more].filter(Boolean))
  return [...first.slice(0, head), ...(bodies[0] ?? []), ...rest, ...first.slice(first.length - tail)].join("\n\n")
}
