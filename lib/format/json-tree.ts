/**
 * A JSON text as a tree that keeps what `JSON.parse` loses: the sender's order of keys, duplicate keys and the
 * source text of numbers and strings. Deeper than `DEEPEST` a value stays one piece of text, so that a body nested
 * 100,000 deep needs no deeper stack than any other.
 */
export type JsonNode =
  | { readonly kind: "object"; readonly members: readonly JsonMember[] }
  | { readonly kind: "array"; readonly items: readonly JsonNode[] }
  /** A string, number or word as sent. */
  | { readonly kind: "scalar"; readonly text: string }
  /** An array or object that lies too deep to be taken apart. */
  | { readonly kind: "deep"; readonly text: string }
export type JsonMember = { readonly name: string; readonly value: JsonNode }

const DEEPEST = 100

type Place = { readonly text: string; at: number }

const [QUOTE, BACKSLASH] = [34, 92]
const SCALAR_END = /[\s,:{}[\]]/g

/** By hand: an expression would need a stack as long as the string. */
function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === BACKSLASH) at++
    else if (code === QUOTE) return at + 1
  }
  return text.length
}

function scalarEnd(text: string, start: number): number {
  SCALAR_END.lastIndex = start
  return SCALAR_END.exec(text)?.index ?? text.length
}

/** The next token's text, empty at the end; the place moves behind it. */
function next(place: Place): string {
  const { text } = place
  let start = place.at
  while (" \n\r\t".includes(text[start] ?? "?")) start++
  const char = text[start] ?? ""
  place.at = char === '"' ? stringEnd(text, start) : "{}[]:,".includes(char) ? start + char.length : scalarEnd(text, start)
  return text.slice(start, place.at)
}

/** The text of a container whose opening bracket has been read, up to its end, however deep it goes. */
function skip(place: Place): string {
  const start = place.at - 1
  for (let depth = 1; depth > 0; ) {
    const token = next(place)
    if (token === "{" || token === "[") depth++
    else if (token === "}" || token === "]") depth--
    else if (token === "") break
  }
  return place.text.slice(start, place.at)
}

function readMembers(place: Place, depth: number): JsonMember[] {
  const members: JsonMember[] = []
  for (let name = next(place); name !== "}"; name = next(place)) {
    if (name === ",") continue
    next(place)
    members.push({ name: JSON.parse(name), value: readValue(place, next(place), depth) })
  }
  return members
}

function readItems(place: Place, depth: number): JsonNode[] {
  const items: JsonNode[] = []
  for (let token = next(place); token !== "]"; token = next(place)) {
    if (token !== ",") items.push(readValue(place, token, depth))
  }
  return items
}

function readValue(place: Place, token: string, depth: number): JsonNode {
  if (token !== "{" && token !== "[") return { kind: "scalar", text: token }
  if (depth === DEEPEST) return { kind: "deep", text: skip(place) }
  return token === "{" ? { kind: "object", members: readMembers(place, depth + 1) } : { kind: "array", items: readItems(place, depth + 1) }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** The tree of a JSON text; null for a text that is none. */
export function jsonTree(text: string): JsonNode | null {
  if (!isJson(text)) return null
  const place = { text, at: 0 }
  return readValue(place, next(place), 0)
}
