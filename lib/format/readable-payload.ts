const MOST_CHARACTERS = 64 * 1024
const MOST_IN_MEMBER = 4 * 1024
const DEEPEST = 100

const TOO_LARGE = "Too large to show here: open the raw event."
const TOO_DEEP = "Nested too deep to show here: open the raw event."

/** A JSON value with what lies deeper than can be rendered replaced by a sentence. */
function pruned(value: unknown, depth = 0): unknown {
  if (typeof value !== "object" || value === null) return value
  if (depth > DEEPEST) return TOO_DEEP
  if (Array.isArray(value)) return value.map((member) => pruned(member, depth + 1))
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, pruned(member, depth + 1)]))
}

const sizeOf = (value: unknown): number => JSON.stringify(value).length

/** A payload as a screen can hold it; where it is too deep or too large, a sentence stands for what is left out. */
export function readablePayload(payload: unknown): unknown {
  const shallow = pruned(payload)
  if (sizeOf(shallow) <= MOST_CHARACTERS || typeof shallow !== "object" || shallow === null) return shallow
  const members = Object.entries(shallow).map(([name, member]) => [name, sizeOf(member) > MOST_IN_MEMBER ? TOO_LARGE : member])
  const small: unknown = Object.fromEntries(members)
  return sizeOf(small) <= MOST_CHARACTERS ? small : TOO_LARGE
}
