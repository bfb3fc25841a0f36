import type { z } from "zod"
import type { FieldErrorJson } from "#lib/contract.ts"
import type { RulesChange } from "#lib/porting/changed-rules.ts"
import type { Clock, Clocks } from "#lib/porting/clock.ts"
import type { ExceptionGuide, ExceptionGuideRow } from "#lib/porting/exception.ts"
import { calendarNameSchema, calendarSchema, codeSchema, guideRowSchema, type Known, optionalClockSchema, statusSchema } from "./rules.ts"

export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly errors: readonly FieldErrorJson[] }
type Entries<T> = Parsed<Readonly<Record<string, T>>>

export const refused = (field: string, message: string): { readonly ok: false; readonly errors: readonly FieldErrorJson[] } => ({
  ok: false,
  errors: [{ field, message }],
})

const pathOf = (...parts: readonly (string | number | symbol)[]): string => parts.map(String).filter(Boolean).join(".")

/** A value by its schema; errors name the path of what they are about, below `field`. */
function parseBy<S extends z.ZodType>(schema: S, value: unknown, field: string): Parsed<z.output<S>> {
  const read = schema.safeParse(value)
  if (read.success) return { ok: true, value: read.data }
  return { ok: false, errors: read.error.issues.map(({ path, message }) => ({ field: pathOf(field, ...path), message })) }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

type Members<T> = {
  readonly field: string
  readonly name: z.ZodType<string>
  readonly most: number
  readonly parse: (value: unknown, field: string) => Parsed<T>
}

/** An object of things by name. Read member by member, so that a name is never taken for one of the language's own. */
function parseMembers<T>(value: unknown, { field, name, most, parse }: Members<T>): Entries<T> {
  if (!isRecord(value)) return refused(field, "An object is needed, with one member for each name.")
  const members = Object.entries(value)
  if (members.length > most) return refused(field, `At most ${most} are allowed.`)
  const errors: FieldErrorJson[] = []
  const parsed = members.flatMap(([key, member]): [string, T][] => {
    const [named, read] = [parseBy(name, key, pathOf(field, key)), parse(member, pathOf(field, key))]
    if (named.ok && read.ok) return [[named.value, read.value]]
    errors.push(...(named.ok ? [] : named.errors), ...(read.ok ? [] : read.errors))
    return []
  })
  return errors.length > 0 ? { ok: false, errors } : { ok: true, value: Object.fromEntries(parsed) }
}

/** What failed of several things that were read. */
export const errorsOf = (...parts: readonly Parsed<unknown>[]): FieldErrorJson[] => parts.flatMap((part) => (part.ok ? [] : part.errors))

/** A row of the guide and its code. */
export function parseRow(code: unknown, row: unknown, known: Known): Parsed<RulesChange> {
  const [named, read] = [parseBy(codeSchema, code, "code"), parseBy(guideRowSchema(known), row, "")]
  if (named.ok && read.ok) return { ok: true, value: { of: "row", code: named.value, row: read.value } }
  return { ok: false, errors: errorsOf(named, read) }
}

/** All rows of a guide, by code. */
export function parseGuide(value: unknown, known: Known, field = "guide"): Parsed<ExceptionGuide> {
  const parse = (row: unknown, path: string): Parsed<ExceptionGuideRow> => parseBy(guideRowSchema(known), row, path)
  return parseMembers(value, { field, name: codeSchema, most: 1_000, parse })
}

/** All clocks and the calendars that they name. */
export function parseClocks(value: unknown, field = ""): Parsed<Clocks> {
  if (!isRecord(value)) return refused(field, "An object with statuses, messaging and calendars is needed.")
  const unknown = Object.keys(value).find((key) => !["statuses", "messaging", "calendars"].includes(key))
  if (unknown !== undefined) return refused(pathOf(field, unknown), "Only statuses, messaging and calendars are allowed here.")
  const known: Known = { calendars: isRecord(value.calendars) ? Object.keys(value.calendars) : [], customerFields: [] }
  const calendars = parseMembers(value.calendars, {
    field: pathOf(field, "calendars"),
    name: calendarNameSchema,
    most: 50,
    parse: (calendar, path) => parseBy(calendarSchema, calendar, path),
  })
  const parseClock = (clock: unknown, path: string): Parsed<Clock | null> => parseBy(optionalClockSchema(known), clock, path)
  const statuses = parseMembers(value.statuses, { field: pathOf(field, "statuses"), name: statusSchema, most: 200, parse: parseClock })
  const messaging = parseClock(value.messaging, pathOf(field, "messaging"))
  if (!calendars.ok || !statuses.ok || !messaging.ok) return { ok: false, errors: errorsOf(statuses, messaging, calendars) }
  return { ok: true, value: { statuses: withoutNull(statuses.value), messaging: messaging.value, calendars: calendars.value } }
}

/** A status without a clock is one that is not named. */
function withoutNull(clocks: Readonly<Record<string, Clock | null>>): Readonly<Record<string, Clock>> {
  return Object.fromEntries(Object.entries(clocks).flatMap(([name, clock]) => (clock ? [[name, clock]] : [])))
}
