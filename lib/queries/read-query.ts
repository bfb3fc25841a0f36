import { z } from "zod"
import { joinNames, splitNames } from "#lib/contract/name-list.ts"

/** A query that was understood, or the sentence that names the parameter and what is allowed. */
export type QueryResult<T> = { readonly ok: true; readonly query: T } | { readonly ok: false; readonly problem: string }

/** Parameters as a URL gives them: a name may come more than once. */
export type RawQuery = URLSearchParams | Readonly<Record<string, string | readonly string[] | undefined>>

function entriesOf(raw: RawQuery): [string, string][] {
  if (raw instanceof URLSearchParams) return [...raw]
  return Object.entries(raw).flatMap(([name, value]) => {
    const values = value === undefined ? [] : typeof value === "string" ? [value] : value
    return values.map((one): [string, string] => [name, one])
  })
}

/** A name given several times is a list; an empty value, as a form sends it, is none. */
function collect(raw: RawQuery): Map<string, string> {
  const values = new Map<string, string>()
  for (const [name, value] of entriesOf(raw)) {
    if (value === "") continue
    const before = values.get(name)
    values.set(name, before === undefined ? value : `${before},${value}`)
  }
  return values
}

/** Reads a query by its schema. `lenient` passes over unknown names, as a page must; the API refuses them. */
export function readQuery<S extends z.ZodObject>(schema: S, raw: RawQuery, how: { readonly lenient: boolean }): QueryResult<z.output<S>> {
  const values = collect(raw)
  const known = Object.keys(schema.shape)
  const unknown = [...values.keys()].find((name) => !known.includes(name))
  if (unknown !== undefined && !how.lenient) {
    const allowed = known.length === 0 ? "None is allowed" : `Allowed: ${known.join(", ")}`
    return { ok: false, problem: `${JSON.stringify(unknown)} is not a parameter here. ${allowed}.` }
  }
  const given = Object.fromEntries(
    known.flatMap((name): [string, string][] => {
      const value = values.get(name)
      return value === undefined ? [] : [[name, value]]
    }),
  )
  const read = schema.safeParse(given)
  if (read.success) return { ok: true, query: read.data }
  const issue = read.error.issues[0]
  return { ok: false, problem: `${String(issue?.path[0] ?? "query")}: ${issue?.message ?? "not allowed"}` }
}

/** Of what is asked for by its path alone. */
export const NO_PARAMETERS = z.object({})

export type LenientQuery<T> = {
  readonly query: T
  /** What of the URL was taken, in its own words. */
  readonly given: URLSearchParams
  /** What was not, each with what is allowed. */
  readonly notes: readonly string[]
}

type Taken = { readonly value: string | null; readonly notes: readonly string[] }

/** A parameter's value, or of a list those of its values that are allowed. A schema may have words of its own for a page (`note`). */
function takeAllowed(name: string, value: string, schema: z.ZodType): Taken {
  const issueOf = (text: string) => schema.safeParse(text).error?.issues[0]
  const issue = issueOf(value)
  if (!issue) return { value, notes: [] }
  if (issue.code === "custom" && typeof issue.params?.note === "string") return { value: null, notes: [issue.params.note] }
  const parts = name === "q" ? [value] : splitNames(value).map((part) => joinNames([part]))
  const bad = parts.filter(issueOf)
  const rest = parts.filter((part) => !bad.includes(part)).join(",")
  const isRestAllowed = rest !== "" && bad.length > 0 && !issueOf(rest)
  const named = isRestAllowed ? bad.join(",") : value
  const short = named.length > 100 ? `${named.slice(0, 100)}…` : named
  return { value: isRestAllowed ? rest : null, notes: [`${name}=${short} is passed over: ${issue.message}`] }
}

/** Reads a page's query: what is not allowed is passed over and told, value by value, and the rest holds. */
export function readLeniently<S extends z.ZodObject>(schema: S, raw: RawQuery): LenientQuery<z.output<S>> {
  const values = collect(raw)
  const given = new URLSearchParams()
  const notes: string[] = []
  for (const [name, of] of Object.entries(schema.shape)) {
    const value = values.get(name)
    if (value === undefined) continue
    const taken = takeAllowed(name, value, of as z.ZodType)
    if (taken.value !== null) given.set(name, taken.value)
    notes.push(...taken.notes)
  }
  return { query: schema.parse(Object.fromEntries(given)), given, notes }
}

const noNul = (text: string): boolean => !text.includes("\u0000")

/** One text of a bounded length. PostgreSQL's text cannot hold NUL, so nothing can match it. */
export const textParam = (max = 1_000) =>
  z.string().max(max, `at most ${max} characters are allowed.`).refine(noNul, "a text without NUL characters is allowed.")

/** Any of several values, separated by commas, those in quotes that have one in them. */
export const listParam = (most = 200) =>
  textParam(20_000)
    .transform((text) => [...new Set(splitNames(text))])
    .refine((parts) => parts.length > 0 && parts.length <= most, `1 to ${most} values, separated by commas, are allowed.`)

export const limitParam = z
  .string()
  .regex(/^\d{1,4}$/, "a whole number from 1 to 200 is allowed.")
  .transform(Number)
  .refine((limit) => limit >= 1 && limit <= 200, "a whole number from 1 to 200 is allowed.")
  .default(50)

export const cursorParam = z.string().max(8_000, "the next_cursor of an earlier answer is allowed.")

/** More than the contract's members of an order, for those who ask. */
export const includeParam = z.enum(["attention"], { error: '"attention" is allowed.' }).optional().meta({
  description: "Adds `attention` to each order: in whose queue it stands, and until when.",
})

/** A cursor that says where a page ended and for which question. */
export function encodeCursor(question: string, place: readonly (string | null)[]): string {
  return Buffer.from(JSON.stringify([question, ...place])).toString("base64url")
}

/** The place in a cursor of the same question; null for any other cursor. */
export function decodeCursor(question: string, cursor: string, length: number): (string | null)[] | null {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString())
    const shape = z
      .array(z.union([z.string(), z.null()]))
      .length(length + 1)
      .safeParse(parts)
    return shape.success && shape.data[0] === question ? shape.data.slice(1) : null
  } catch {
    return null
  }
}

/** Whether a text can be an event's key. */
export function isEventKey(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text)
}

export const CURSOR_PROBLEM = "cursor: only the next_cursor of an earlier answer to the same filter and sort is allowed."
