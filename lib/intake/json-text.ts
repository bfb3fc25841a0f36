import { createHash } from "node:crypto"

/**
 * Works on the source text of JSON that `JSON.parse` has accepted, without recursion: a body may be nested
 * 100,000 deep, and numbers count by their source text, which `JSON.parse` would round.
 */

const QUOTE = 34
const BACKSLASH = 92

function stringEnd(text: string, start: number): number {
  for (let index = start + 1; ; index++) {
    const code = text.charCodeAt(index)
    if (code === BACKSLASH) index++
    else if (code === QUOTE) return index + 1
  }
}

const isSpace = (code: number): boolean => code === 32 || code === 10 || code === 13 || code === 9
/** The characters that can follow a number or a word: , } ] and white space. */
const endsScalar = (code: number): boolean => code === 44 || code === 125 || code === 93 || isSpace(code) || Number.isNaN(code)

/** A stretch of the text, without its end. */
type Token = { readonly start: number; readonly end: number }

/** The token at or after `from`: a punctuation mark, a string, a number or a word. */
function nextToken(text: string, from: number): Token {
  let start = from
  while (isSpace(text.charCodeAt(start))) start++
  const char = text[start] ?? ""
  if (char === '"') return { start, end: stringEnd(text, start) }
  if ("{}[]:,".includes(char)) return { start, end: start + 1 }
  let end = start + 1
  while (!endsScalar(text.charCodeAt(end))) end++
  return { start, end }
}

function valueEnd(text: string, start: number): number {
  let depth = 0
  for (let at = start; ; ) {
    const token = nextToken(text, at)
    const char = text[token.start] ?? ""
    if ("{[".includes(char)) depth++
    else if ("}]".includes(char)) depth--
    at = token.end
    if (depth === 0) return at
  }
}

/** Where each member's value lies in the text of the object that begins at `from`; the last of duplicate keys counts. */
export function memberSpans(text: string, from: number): Map<string, Token> {
  const members = new Map<string, Token>()
  for (let at = nextToken(text, from).end; ; ) {
    const key = nextToken(text, at)
    if (text[key.start] !== '"') return members
    const { start } = nextToken(text, nextToken(text, key.end).end)
    const end = valueEnd(text, start)
    members.set(JSON.parse(text.slice(key.start, key.end)), { start, end })
    const after = nextToken(text, end)
    if (text[after.start] !== ",") return members
    at = after.end
  }
}

/** The source text of each member of an object's text. */
export function memberTexts(objectText: string): Map<string, string> {
  return new Map([...memberSpans(objectText, 0)].map(([key, { start, end }]) => [key, objectText.slice(start, end)]))
}

/** How deep arrays and objects nest in a value's text: 0 for a scalar. */
export function nestingDepth(valueText: string): number {
  let depth = 0
  let deepest = 0
  for (let at = 0; at < valueText.length; ) {
    const token = nextToken(valueText, at)
    const char = valueText[token.start] ?? ""
    if ("{[".includes(char)) deepest = Math.max(deepest, ++depth)
    else if ("}]".includes(char)) depth--
    at = token.end
  }
  return deepest
}

type Frame = { readonly items: string[] | null; readonly members: Map<string, string> | null; key: string | null }

/** Long texts are carried upward as their hash, so that deep nesting costs no more than shallow. */
const LONGEST_CARRIED = 1024

function carried(canonical: string): string {
  return canonical.length <= LONGEST_CARRIED ? canonical : `#${createHash("sha256").update(canonical).digest("hex")}`
}

function closeFrame(frame: Frame): string {
  if (frame.items) return `[${frame.items.join(",")}]`
  const members = [...(frame.members ?? [])].sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([key, value]) => `${key}:${value}`).join(",")}}`
}

/** One form for strings whatever their escapes; numbers and words stand for themselves. */
function canonicalScalar(source: string): string {
  if (!source.startsWith('"')) return source
  return JSON.stringify(JSON.parse(source))
}

/**
 * A text that is equal for equal JSON values and for no others: key order, white space and escapes aside,
 * numbers by their source text, the last of duplicate keys. Beyond 1,024 characters a part is its hash.
 */
export function canonicalJson(valueText: string): string {
  const frames: Frame[] = []
  let at = 0
  for (;;) {
    const token = nextToken(valueText, at)
    at = token.end
    const char = valueText[token.start] ?? ""
    if (char === "," || char === ":") continue
    if (char === "[" || char === "{") {
      frames.push(char === "[" ? { items: [], members: null, key: null } : { items: null, members: new Map(), key: null })
      continue
    }
    const closed = char === "]" || char === "}" ? frames.pop() : undefined
    const value = carried(closed ? closeFrame(closed) : canonicalScalar(valueText.slice(token.start, token.end)))
    const frame = frames.at(-1)
    if (frame === undefined) return value
    place(frame, value)
  }
}

/** Puts a finished value into its container; in an object every other value is a key. */
function place(frame: Frame, value: string): void {
  if (frame.items) frame.items.push(value)
  else if (frame.key === null) frame.key = value
  else {
    frame.members?.set(frame.key, value)
    frame.key = null
  }
}
