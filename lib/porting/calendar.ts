/** When somebody works: local hours of some weekdays in a zone, but for holidays. */
export type Calendar = {
  /** IANA name, such as America/New_York. */
  readonly zone: string
  /** ISO weekdays: 1 is Monday, 7 Sunday. At least one. */
  readonly days: readonly number[]
  /** Local times, HH:MM; `to` is later than `from` and at most 24:00. */
  readonly from: string
  readonly to: string
  /** Local dates, YYYY-MM-DD. */
  readonly holidays: readonly string[]
}

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** A calendar that has not given enough hours in ten years never will. */
const MOST_DAYS = 3_660

const formats = new Map<string, Intl.DateTimeFormat>()

/** The local civil time of a moment, written as if it were UTC: milliseconds since 1970. */
function civilMillis(zone: string, millis: number): number {
  const known = formats.get(zone)
  const format =
    known ??
    new Intl.DateTimeFormat("en-US", { timeZone: zone, dateStyle: "short", timeStyle: "medium", hourCycle: "h23", calendar: "iso8601" })
  if (!known) formats.set(zone, format)
  const part = Object.fromEntries(format.formatToParts(millis).map(({ type, value }) => [type, Number(value)]))
  return Date.UTC(part.year ?? 0, (part.month ?? 1) - 1, part.day ?? 1, part.hour ?? 0, part.minute ?? 0, part.second ?? 0)
}

/** The moment of a local civil time; one that a change of clocks skips is told by the offset after it. */
function momentOf(zone: string, civil: number): number {
  const guess = civil - (civilMillis(zone, civil) - civil)
  return civil - (civilMillis(zone, guess) - Math.floor(guess / 1000) * 1000)
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

type Hours = { readonly open: number; readonly close: number }

/** Working hours as they were found before, by calendar and day: a zone's rules cost far more than all else here. */
const known = new WeakMap<Calendar, Map<number, Hours | null>>()
const MOST_KNOWN = 5_000

function hoursOf(calendar: Calendar, day: number): Hours | null {
  const days = known.get(calendar) ?? new Map<number, Hours | null>()
  if (!known.has(calendar) || days.size > MOST_KNOWN) days.clear()
  known.set(calendar, days)
  const found = days.get(day)
  if (found !== undefined) return found
  const hours = findHours(calendar, day)
  days.set(day, hours)
  return hours
}

/** The working hours of a local day (civil midnight as UTC), or null on a day off. */
function findHours({ zone, days, from, to, holidays }: Calendar, day: number): Hours | null {
  const weekday = new Date(day).getUTCDay() || 7
  if (!days.includes(weekday) || holidays.includes(new Date(day).toISOString().slice(0, 10))) return null
  return { open: momentOf(zone, day + minutesOf(from) * 60_000), close: momentOf(zone, day + minutesOf(to) * 60_000) }
}

/**
 * The moment at which so many working hours have passed since another; milliseconds since 1970. Null where the
 * calendar does not give that many in ten years.
 */
export function addBusinessHours(since: number, hours: number, calendar: Calendar): number | null {
  let left = hours * HOUR
  const civil = civilMillis(calendar.zone, since)
  const first = civil - (((civil % DAY) + DAY) % DAY)
  for (let day = first; day < first + MOST_DAYS * DAY; day += DAY) {
    const working = hoursOf(calendar, day)
    if (!working) continue
    const start = Math.max(working.open, since)
    const available = Math.max(0, working.close - start)
    if (left <= available) return start + left
    left -= available
  }
  return null
}
