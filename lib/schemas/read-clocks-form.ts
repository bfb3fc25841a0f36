import type { FieldErrorJson } from "#lib/contract.ts"
import type { RulesChange } from "#lib/porting/changed-rules.ts"
import type { Clocks } from "#lib/porting/clock.ts"
import type { Rules } from "#lib/porting/rules.ts"
import { CALENDAR, formClock, linesOf, textField } from "./form-clock.ts"
import { errorsOf, type Parsed, parseClocks } from "./parse-rules.ts"

type Fields = URLSearchParams
type FormCalendar = { readonly was: string | null; readonly prefix: string; readonly name: string; readonly value: unknown }

function calendarOf(fields: Fields, prefix: string, was: string | null): FormCalendar {
  const value = {
    zone: textField(fields, `${prefix}.zone`).trim(),
    days: fields.getAll(`${prefix}.days`).map(Number),
    from: textField(fields, `${prefix}.from`).trim(),
    to: textField(fields, `${prefix}.to`).trim(),
    holidays: [...new Set(linesOf(textField(fields, `${prefix}.holidays`)))],
  }
  return { was, prefix, name: textField(fields, `${prefix}.name`).trim(), value }
}

function calendarsOf(fields: Fields): FormCalendar[] {
  const kept = fields.getAll("calendar").filter((name) => !fields.has(`calendars.${name}.remove`))
  const added = textField(fields, "new_calendar.name").trim() === "" ? [] : [calendarOf(fields, "new_calendar", null)]
  return [...kept.map((name) => calendarOf(fields, `calendars.${name}`, name)), ...added]
}

/** Two calendars of one name, and one that goes while a clock still counts by it. */
function calendarErrors(fields: Fields, calendars: readonly FormCalendar[], rules: Rules): FieldErrorJson[] {
  const twice = calendars.filter(({ name }, index) => calendars.findIndex((other) => other.name === name) < index)
  const nameless = calendars.filter(({ name }) => name === "")
  const removed = fields.getAll("calendar").filter((name) => fields.has(`calendars.${name}.remove`))
  return [
    ...nameless.map(({ prefix }) => ({ field: `${prefix}.name`, message: "A name is needed: 1 to 100 characters." })),
    ...twice
      .filter(({ name }) => name !== "")
      .map(({ prefix }) => ({ field: `${prefix}.name`, message: "Another calendar has this name." })),
    ...removed.flatMap((name) => {
      const users = usersOf(fields, name, rules)
      return users.length === 0
        ? []
        : [{ field: `calendars.${name}.remove`, message: `It is in use by ${users.join(", ")}: choose another there first.` }]
    }),
  ]
}

/** What counts by a calendar, as entered: clocks of statuses, of messaging, and limits of the guide. */
function usersOf(fields: Fields, calendar: string, { guide }: Rules): string[] {
  const counts = (name: string): boolean =>
    textField(fields, `${name}.unit`) === CALENDAR + calendar && textField(fields, `${name}.hours`).trim() !== ""
  return [
    ...fields.getAll("status").filter((status) => counts(`statuses.${status}`)),
    ...(counts("new_status") ? [textField(fields, "new_status.name")] : []),
    ...(counts("messaging") ? ["messaging"] : []),
    ...Object.entries(guide).flatMap(([code, { limit }]) => (limit?.calendar === calendar ? [code] : [])),
  ]
}

function statusErrors(fields: Fields): FieldErrorJson[] {
  const name = textField(fields, "new_status.name").trim()
  const hours = textField(fields, "new_status.hours").trim()
  if (name === "" && hours !== "") return [{ field: "new_status.name", message: "Which status? Its value is needed, as Telnyx sends it." }]
  if (name !== "" && hours === "") return [{ field: "new_status.hours", message: "A limit is needed: more than 0." }]
  return fields.getAll("status").includes(name) ? [{ field: "new_status.name", message: "It is in the list already." }] : []
}

/** An error's path as the form's input is called: by the names that calendars and statuses had. */
function inForm({ field, message }: FieldErrorJson, prefixes: readonly (readonly [path: string, prefix: string])[]): FieldErrorJson {
  const found = prefixes.find(([path]) => field === path || field.startsWith(`${path}.`))
  const named = found ? found[1] + field.slice(found[0].length) : field
  return { field: named.endsWith(".calendar") ? named.replace(/\.calendar$/, ".unit") : named, message }
}

/** Where on the form an error stands: the first one is where its reader goes on. */
const placeOf = ({ field }: FieldErrorJson): number =>
  ["statuses.", "new_status.", "messaging", "calendars.", "new_calendar."].findIndex((start) => field.startsWith(start))

const asRecord = (entries: readonly (readonly [string, unknown])[]): Readonly<Record<string, unknown>> => Object.fromEntries(entries)

/** A change from the form of the clocks. */
export function readClocksForm(fields: Fields, rules: Rules): Parsed<RulesChange> {
  const calendars = calendarsOf(fields)
  const renamed = Object.fromEntries(calendars.flatMap(({ was, name }) => (was !== null && was !== name ? [[was, name]] : [])))
  const now = (name: string): string => (Object.hasOwn(renamed, name) ? (renamed[name] ?? name) : name)
  const added = textField(fields, "new_status.name").trim()
  const statuses = [
    ...fields.getAll("status").map((status) => [status, formClock(fields, `statuses.${status}`, now)] as const),
    ...(added ? [[added, formClock(fields, "new_status", now)] as const] : []),
  ]
  const own = [...statusErrors(fields), ...calendarErrors(fields, calendars, rules)]
  const read: Parsed<Clocks> = parseClocks({
    statuses: asRecord(statuses),
    messaging: formClock(fields, "messaging", now),
    calendars: asRecord(calendars.map(({ name, value }) => [name, value])),
  })
  if (read.ok && own.length === 0) return { ok: true, value: { of: "clocks", clocks: read.value, renamed } }
  const prefixes = [
    ...calendars.map(({ name, prefix }) => [`calendars.${name}`, prefix] as const),
    [`statuses.${added}`, "new_status"] as const,
  ]
  const hidden = own.map(({ field }) => field)
  const others = errorsOf(read).map((error) => inForm(error, added ? prefixes : prefixes.slice(0, -1)))
  const errors = [...own, ...others.filter(({ field }) => !hidden.includes(field))]
  return { ok: false, errors: errors.toSorted((a, b) => placeOf(a) - placeOf(b)) }
}
