import type { z } from "zod"

export type LenientQuery<T> = {
  readonly filter: T
  /** The parameters that were understood, as given. */
  readonly query: URLSearchParams
  /** What was passed over: the parameter, its value and what is allowed. */
  readonly notes: readonly string[]
}

const LONGEST_SHOWN = 60

/** The beginning of a value, so that a note stays readable. */
const quoted = (value: string): string => JSON.stringify(value.length > LONGEST_SHOWN ? `${value.slice(0, LONGEST_SHOWN)}…` : value)

/** Reads a page's query, parameter by parameter: one that is not understood is left out, and a note says so. */
export function readLenient<S extends z.ZodObject>(schema: S, given: URLSearchParams): LenientQuery<z.output<S>> {
  const read = schema.safeParse(Object.fromEntries(given))
  if (read.success) return { filter: read.data, query: given, notes: [] }
  const wrong = new Map(read.error.issues.map((issue) => [String(issue.path[0]), issue.message]))
  const query = new URLSearchParams([...given].filter(([name]) => !wrong.has(name)))
  const notes = [...wrong].map(([name, allowed]) => `${name}=${quoted(given.get(name) ?? "")} is left out of the filter: ${allowed}`)
  return { filter: schema.parse(Object.fromEntries(query)), query, notes }
}
