import { addBusinessHours, type Calendar } from "./calendar.ts"

/** How long something may last: so many hours, counted around the clock or in a named calendar's working hours. */
export type Clock = { readonly hours: number; readonly calendar: string | null }

/** All clocks: by status value (an open set), for messaging once it is due, and the calendars that they name. */
export type Clocks = {
  readonly statuses: Readonly<Record<string, Clock>>
  /** From the moment voice has ported; for a failed messaging port, from its failure where that came before. */
  readonly messaging: Clock | null
  readonly calendars: Readonly<Record<string, Calendar>>
}

const HOUR = 3_600_000
/** The last moment that the database and RFC 3339 can tell. */
const LAST_MOMENT = 253_402_300_799_000

/** When a clock that starts at a moment ends; milliseconds since 1970. */
export function clockEnd({ hours, calendar }: Clock, since: number, calendars: Clocks["calendars"]): number {
  const named = calendar !== null && Object.hasOwn(calendars, calendar) ? calendars[calendar] : undefined
  const end = named ? addBusinessHours(since, hours, named) : since + hours * HOUR
  return Math.min(end ?? LAST_MOMENT, LAST_MOMENT)
}
