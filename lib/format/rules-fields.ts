import type { Clock, Clocks } from "#lib/porting/clock.ts"
import { type ExceptionGuide, rowOf } from "#lib/porting/exception.ts"
import { STATUSES } from "#lib/porting/status.ts"
import { HOURS_A_DAY } from "./clock-text.ts"

/** The rules as the fields of their forms, named as lib/schemas reads them. */
type Fields = [name: string, value: string][]

const ENDED: readonly string[] = ["ported", "cancelled"]

function clockFields(name: string, clock: Clock | null): Fields {
  if (clock === null) return [[`${name}.hours`, ""]]
  const { hours, calendar } = clock
  const inDays = calendar === null && hours % HOURS_A_DAY === 0
  return [
    [`${name}.hours`, String(inDays ? hours / HOURS_A_DAY : hours)],
    [`${name}.unit`, calendar === null ? (inDays ? "days" : "hours") : `calendar:${calendar}`],
  ]
}

/** A row of the guide; of a code that it does not know, an empty one. */
export function rowFields(code: string, guide: ExceptionGuide, version: number): URLSearchParams {
  const row = rowOf(guide, code)
  const fields: Fields = [
    ["version", String(version)],
    ["code", code],
    ["name", row?.name ?? ""],
    ["court", row?.court ?? "you"],
    ...(row?.withCustomer ? [["withCustomer", "on"] as [string, string]] : []),
    ["meaning", row?.meaning ?? ""],
    ["steps", row?.steps.join("\n") ?? ""],
    ["customerText", row?.customerText ?? ""],
    ["linkText", row?.linkText ?? ""],
    ...clockFields("limit", row?.limit ?? null),
  ]
  return new URLSearchParams(fields)
}

/** The statuses that a clock can run on: those known, those of orders, and those that have one. */
function clockedStatuses({ statuses }: Clocks, seen: readonly string[]): string[] {
  return [...new Set<string>([...STATUSES, ...seen, ...Object.keys(statuses)])].filter((status) => !ENDED.includes(status))
}

/** All clocks and calendars. `seen`: the statuses that orders are in. */
export function clocksFields(clocks: Clocks, seen: readonly string[], version: number): URLSearchParams {
  const statuses = clockedStatuses(clocks, seen)
  const calendars = Object.entries(clocks.calendars).flatMap(
    ([name, { zone, days, from, to, holidays }]): Fields => [
      ["calendar", name],
      [`calendars.${name}.name`, name],
      [`calendars.${name}.zone`, zone],
      ...days.map((day): [string, string] => [`calendars.${name}.days`, String(day)]),
      [`calendars.${name}.from`, from],
      [`calendars.${name}.to`, to],
      [`calendars.${name}.holidays`, holidays.join("\n")],
    ],
  )
  return new URLSearchParams([
    ["version", String(version)],
    ...statuses.flatMap((status): Fields => {
      const clock = Object.hasOwn(clocks.statuses, status) ? (clocks.statuses[status] ?? null) : null
      return [["status", status], ...clockFields(`statuses.${status}`, clock)]
    }),
    ...clockFields("messaging", clocks.messaging),
    ...calendars,
  ])
}
