import { quoted } from "./json-lines.ts"
import type { JsonMember, JsonNode } from "./json-tree.ts"

type Writing = { readonly parts: string[]; readonly most: number; length: number }

function write(writing: Writing, text: string): void {
  writing.parts.push(text)
  writing.length += text.length
}

/** What lies beyond the length that is shown is not even looked at. */
function writeNode(writing: Writing, node: JsonNode): void {
  if (writing.length > writing.most) return
  if (node.kind === "scalar" || node.kind === "deep") {
    write(writing, node.text)
    return
  }
  const [open, close] = node.kind === "object" ? ["{", "}"] : ["[", "]"]
  const children: readonly (JsonNode | JsonMember)[] = node.kind === "object" ? node.members : node.items
  write(writing, open)
  for (const [index, child] of children.entries()) {
    if (writing.length > writing.most) break
    write(writing, `${index > 0 ? ", " : ""}${"name" in child ? `${quoted(child.name)}: ` : ""}`)
    writeNode(writing, "name" in child ? child.value : child)
  }
  write(writing, close)
}

/** A value on one line, as sent, cut to so many characters. */
export function jsonValueText(node: JsonNode, most: number): string {
  const writing: Writing = { parts: [], most, length: 0 }
  writeNode(writing, node)
  const text = writing.parts.join("")
  return text.length > most ? `${text.slice(0, most)}…` : text
}
