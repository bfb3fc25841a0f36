import { countText } from "./count-text.ts"
import type { JsonMember, JsonNode } from "./json-tree.ts"
import { visibleText } from "./visible-text.ts"

const MOST_LINES = 2_000
const LONGEST_LINE = 2_000

export type PrintedLines = {
  readonly lines: readonly string[]
  /** Whether there are more lines than are given. */
  readonly isCut: boolean
}

/** A line that a screen can hold, with what is left out of it said. */
export function shortLine(line: string): string {
  const shown = visibleText(line.slice(0, LONGEST_LINE))
  return line.length <= LONGEST_LINE ? shown : `${shown} … ${countText(line.length - LONGEST_LINE)} more characters`
}

/** A key or text in quotes; its own escapes are the shortest there are. */
export const quoted = (name: string): string => JSON.stringify(name)

type Printing = { readonly lines: string[]; readonly isFull: () => boolean }
type Placed = { readonly start: string; readonly indent: string; readonly end: string }

function printAll(children: readonly (JsonNode | JsonMember)[], indent: string, printing: Printing): void {
  for (const [index, child] of children.entries()) {
    if (printing.isFull()) return
    const end = index < children.length - 1 ? "," : ""
    const [start, value] = "name" in child ? [`${quoted(child.name)}: `, child.value] : ["", child]
    print(value, { start: indent + start, indent, end }, printing)
  }
}

function print(node: JsonNode, { start, indent, end }: Placed, printing: Printing): void {
  if (node.kind === "scalar" || node.kind === "deep") {
    printing.lines.push(shortLine(start + node.text + end))
    return
  }
  const [open, close, children] = node.kind === "object" ? ["{", "}", node.members] : ["[", "]", node.items]
  if (children.length === 0) {
    printing.lines.push(shortLine(start + open + close + end))
    return
  }
  printing.lines.push(shortLine(start + open))
  printAll(children, `${indent}  `, printing)
  printing.lines.push(`${indent}${close}${end}`)
}

/** A tree on lines of its own, two spaces a level, every value as it was sent. */
export function jsonLines(tree: JsonNode): PrintedLines {
  const lines: string[] = []
  print(tree, { start: "", indent: "", end: "" }, { lines, isFull: () => lines.length >= MOST_LINES })
  return { lines: lines.slice(0, MOST_LINES), isCut: lines.length > MOST_LINES }
}
