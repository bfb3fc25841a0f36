import { randomUUID } from "node:crypto"

/** A source of numbers in [0, 1) that a seed decides (mulberry32). */
export type Random = () => number

export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi

/** The same body with other ids, alike where they were alike: it touches orders of its own. */
export function withOwnIds(body: Buffer): Buffer {
  const ids = new Map<string, string>()
  const own = (id: string): string => ids.get(id) ?? ids.set(id, randomUUID()).get(id) ?? id
  return Buffer.from(body.toString().replace(UUID, own))
}

type Path = readonly (string | number)[]

/** Every place in a JSON value, the whole of it first. */
function pathsOf(value: unknown, at: Path = []): Path[] {
  const inner = typeof value === "object" && value !== null ? Object.entries(value) : []
  return [at, ...inner.flatMap(([key, member]) => pathsOf(member, [...at, Array.isArray(value) ? Number(key) : key]))]
}

/** The value with `put` at a place; undefined: nothing there. */
function changed(value: unknown, [key, ...rest]: Path, put: unknown): unknown {
  if (key === undefined) return put
  const copy = Array.isArray(value) ? [...value] : { ...(value as Record<string, unknown>) }
  const members = copy as Record<string | number, unknown>
  const member = changed(members[key], rest, put)
  if (member !== undefined) members[key] = member
  else if (Array.isArray(copy)) copy.splice(Number(key), 1)
  else delete members[key]
  return copy
}

const ofAnotherType = (value: unknown): unknown => {
  if (typeof value === "string") return 20_240_501
  if (typeof value === "object" && value !== null) return JSON.stringify(value)
  return String(value)
}

function memberAt(value: unknown, path: Path): unknown {
  return path.reduce((inner, key) => (inner as Record<string | number, unknown>)[key], value)
}

/** A body with each value of its JSON in turn absent, null, empty, zero, very long or of another type. */
export function everyPathChanged(body: Buffer): Buffer[] {
  const value: unknown = JSON.parse(body.toString())
  return pathsOf(value).flatMap((path) =>
    [undefined, null, "", 0, [], {}, "long ".repeat(4_000), ofAnotherType(memberAt(value, path))].flatMap((put) => {
      const text = JSON.stringify(changed(value, path, put))
      return text === undefined ? [] : [Buffer.from(text)]
    }),
  )
}

const SIGNS = ['"', "{", "}", "[", "]", ",", ":", "\\", "\\u0000", "\\ud800", "\u0000", "1e400000", "-", "null", "\ufeff", "__proto__"]

/** A body with one to eight of its bytes or pieces changed, taken out, doubled or put in. Never empty. */
export function mutated(body: Buffer, random: Random): Buffer {
  const below = (most: number): number => Math.floor(random() * most)
  let bytes = body
  for (let left = 1 + below(8); left > 0; left--) {
    const at = below(bytes.length)
    const end = Math.min(bytes.length, at + 1 + below(40))
    const sign = Buffer.from(SIGNS[below(SIGNS.length)] ?? "")
    const middle = [
      Buffer.from([below(256)]),
      Buffer.alloc(0),
      Buffer.concat([bytes.subarray(at, end), bytes.subarray(at, end)]),
      sign,
      Buffer.concat([sign, bytes.subarray(at, end)]),
    ][below(5)]
    bytes = Buffer.concat([bytes.subarray(0, at), middle ?? sign, bytes.subarray(at + (random() < 0.5 ? 1 : end - at))])
    if (bytes.length === 0) bytes = sign
  }
  return bytes
}
