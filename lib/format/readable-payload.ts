const MOST_CHARACTERS = 64 * 1024
const DEEPEST = 100

const TOO_LARGE = "Too large to show here: open the raw event."
const TOO_DEEP = "Nested too deep to show here: open the raw event."

/** Whether a JSON value nests deeper than can be rendered; level by level, so that depth costs no stack. */
function isTooDeep(value: unknown): boolean {
  let level: unknown[] = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) return true
    level = level.flatMap((member) => (typeof member === "object" && member !== null ? Object.values(member) : []))
  }
  return false
}

/** A payload as a screen can hold it: itself, or a sentence that says why not. */
export function readablePayload(payload: unknown): unknown {
  if (isTooDeep(payload)) return TOO_DEEP
  return JSON.stringify(payload).length > MOST_CHARACTERS ? TOO_LARGE : payload
}

/** The same of a payload's source text. */
export function readablePayloadText(text: string): unknown {
  return text.length > MOST_CHARACTERS ? TOO_LARGE : readablePayload(JSON.parse(text))
}
