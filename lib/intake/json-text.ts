import { createHash } from "node:crypto"

/**
 * Works on the source text of JSON that `JSON.parse` has accepted, without recursion: a body may be nested
 * 100,000 deep, and numbers count by their source text, which `JSON.parse` would round.
 */

const [QUOTE, BACKSLASH, COMMA, COLON] = [34, 92, 44, 58]
const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [91, 93, 123, 125]

const isSpace = (code: number): boolean => code === 32 || code === 10 || code === 13 || code === 9
const isMark = (code: number): boolean => code === COMMA || code === COLON || isOpening(code) || isClosing(code)
const isOpening = (code: number): boolean => code === OPEN_ARRAY || code === OPEN_OBJECT
const isClosing = (code: number): boolean => code === CLOSE_ARRAY || code === CLOSE_OBJECT

function skipSpace(text: string, from: number): number {
  let at = from
  while (isSpace(text.charCodeAt(at))) at++
  return at
}

/** Behind a string, by the engine's own search for its end: a comment may be a megabyte long. */
function stringEnd(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); ; quote = text.indexOf('"', quote + 1)) {
    let escapes = quote
    while (text.charCodeAt(escapes - 1) === BACKSLASH) escapes--
    if ((quote - escapes) % 2 === 0) return quote + 1
  }
}

/** Behind the token that begins at `start`: a punctuation mark, a string, a number or a word. */
function tokenEnd(text: string, start: number): number {
  const code = text.charCodeAt(start)
  if (code === QUOTE) return stringEnd(text, start)
  let end = start + 1
  if (isMark(code)) return end
  for (let next = text.charCodeAt(end); !(Number.isNaN(next) || isMark(next) || isSpace(next)); next = text.charCodeAt(end)) end++
  return end
}

/** Behind the value that begins at `start`; `onDepth` is told of each level that is gone into. */
function valueEnd(text: string, start: number, onDepth?: (depth: number) => void): number {
  if (!isOpening(text.charCodeAt(start))) return tokenEnd(text, start)
  // Numbers, words and what stands between them are passed over by the engine.
  const structure = /["{}[\]]/g
  structure.lastIndex = start
  for (let depth = 0; structure.test(text); ) {
    const at = structure.lastIndex - 1
    const code = text.charCodeAt(at)
    if (code === QUOTE) structure.lastIndex = stringEnd(text, at)
    else if (isClosing(code) && --depth === 0) return at + 1
    else if (isOpening(code)) {
      depth++
      onDepth?.(depth)
    }
  }
  return text.length
}

/** A stretch of the text, without its end. */
type Span = { readonly start: number; readonly end: number }

/** Where each member's value lies in the text of the object that begins at `from`; the last of duplicate keys counts. */
export function memberSpans(text: string, from: number): Map<string, Span> {
  const members = new Map<string, Span>()
  for (let at = skipSpace(text, from) + 1; ; ) {
    const key = skipSpace(text, at)
    if (text.charCodeAt(key) !== QUOTE) return members
    const keyEnd = stringEnd(text, key)
    const start = skipSpace(text, skipSpace(text, keyEnd) + 1)
    const end = valueEnd(text, start)
    members.set(JSON.parse(text.slice(key, keyEnd)), { start, end })
    const after = skipSpace(text, end)
    if (text.charCodeAt(after) !== COMMA) return members
    at = after + 1
  }
}

/** The source text of each member of an object's text. */
export function memberTexts(objectText: string): Map<string, string> {
  return new Map([...memberSpans(objectText, 0)].map(([key, { start, end }]) => [key, objectText.slice(start, end)]))
}

/** How deep arrays and objects nest in a value's text: 0 for a scalar. */
export function nestingDepth(valueText: string): number {
  let deepest = 0
  valueEnd(valueText, 0, (depth) => {
    deepest = Math.max(deepest, depth)
  })
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
  if (source.charCodeAt(0) !== QUOTE) return source
  if (!source.includes("\\") && source.isWellFormed()) return source
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
    const start = skipSpace(valueText, at)
    const code = valueText.charCodeAt(start)
    at = tokenEnd(valueText, start)
    if (code === COMMA || code === COLON) continue
    if (isOpening(code)) {
      frames.push(code === OPEN_ARRAY ? { items: [], members: null, key: null } : { items: null, members: new Map(), key: null })
      continue
    }
    const closed = isClosing(code) ? frames.pop() : undefined
    const value = carried(closed ? closeFrame(closed) : canonicalScalar(valueText.slice(start, at)))
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
