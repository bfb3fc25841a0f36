import { type JsonDiff, jsonDiff } from "./json-diff.ts"
import { jsonLines, type PrintedLines, shortLine } from "./json-lines.ts"
import { type JsonMember, type JsonNode, jsonTree } from "./json-tree.ts"

const MOST_LINES = 2_000

/** A body for reading: JSON on lines of its own; anything else as it came. */
export function printedBody(text: string): PrintedLines & { readonly isJson: boolean } {
  const tree = jsonTree(text)
  if (tree) return { ...jsonLines(tree), isJson: true }
  const lines = text.split("\n", MOST_LINES + 1)
  return { lines: lines.slice(0, MOST_LINES).map(shortLine), isCut: lines.length > MOST_LINES, isJson: false }
}

function membersOf(node: JsonNode | undefined): readonly JsonMember[] {
  return node?.kind === "object" ? node.members : []
}

/** The event within either of Telnyx's envelopes; the body itself where it is in none. */
function unwrapped(tree: JsonNode): JsonNode {
  const data = membersOf(tree).findLast(({ name }) => name === "data")?.value
  return membersOf(data).some(({ name }) => name === "event_type") && data ? data : tree
}

const LONGEST_COMPARED = 256 * 1024

/** Why there is no comparison, or where the two differ. */
export type BodyDiff = JsonDiff & { readonly problem: string | null }

const without = (problem: string): BodyDiff => ({ changes: [], isCut: false, problem })

/** Where two bodies' events differ, whichever envelope each came in. */
export function bodyDiff(before: string, after: string): BodyDiff {
  if (Math.max(before.length, after.length) > LONGEST_COMPARED)
    return without("One of the two is larger than 256 KiB, which is too much to compare here.")
  const [old, now] = [jsonTree(before), jsonTree(after)]
  return old && now ? { ...jsonDiff(unwrapped(old), unwrapped(now)), problem: null } : without("One of the two is not readable as JSON.")
}
