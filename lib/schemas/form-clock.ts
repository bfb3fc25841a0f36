/**
 * The forms of guide and clocks as JSON. Inputs are named by the paths of the JSON that they make, so that an error
 * finds its input: `limit.hours`, `statuses.submitted.hours`. A unit is `hours`, `days` or `calendar:NAME`.
 */
type Fields = URLSearchParams

export const CALENDAR = "calendar:"

export const textField = (fields: Fields, name: string): string => fields.get(name) ?? ""
export const linesOf = (given: string): string[] => given.split(/\r\n?|\n/).flatMap((line) => line.trim() || [])

/** A number as people write it; anything else stays as it is, for the schema to refuse. */
function numberOf(given: string): number | string {
  const number = Number(given.replace(",", "."))
  return Number.isNaN(number) ? given : number
}

/** A clock as JSON; null where no limit is entered. `calendarNow` tells by which name a calendar goes now. */
export function formClock(fields: Fields, name: string, calendarNow: (name: string) => string = (calendar) => calendar): unknown {
  const [entered, unit] = [textField(fields, `${name}.hours`).trim(), textField(fields, `${name}.unit`)]
  if (entered === "") return null
  const count = numberOf(entered)
  return {
    hours: unit === "days" && typeof count === "number" ? count * 24 : count,
    calendar: unit.startsWith(CALENDAR) ? calendarNow(unit.slice(CALENDAR.length)) : null,
  }
}
