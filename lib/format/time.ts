import { countText } from "./count-text.ts"

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const RELATIVE_FOR = 7 * DAY

const formats = new Map<string, Intl.DateTimeFormat>()

/** How a reader has times written: the zone, and 24 hours unless said otherwise. */
export type Reading = string | { readonly zone: string; readonly hour12: boolean }

function formatFor(reading: Reading, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const { zone, hour12 } = typeof reading === "string" ? { zone: reading, hour12: false } : reading
  const key = `${zone} ${hour12} ${JSON.stringify(options)}`
  const known = formats.get(key)
  if (known) return known
  const hours = options.hour ? ({ hourCycle: hour12 ? "h12" : "h23", hour: hour12 ? "numeric" : "2-digit" } as const) : {}
  const made = new Intl.DateTimeFormat("en-GB", { ...options, ...hours, timeZone: zone })
  formats.set(key, made)
  return made
}

/**
 * One format a zone and shape: making an Intl.DateTimeFormat costs far more than using it. Spaces are plain ones,
 * whatever the version of the locale data: server and browser must write alike.
 */
function format(reading: Reading, options: Intl.DateTimeFormatOptions, text: string): string {
  const millis = Date.parse(text)
  return Number.isNaN(millis)
    ? text
    : formatFor(reading, options)
        .format(millis)
        .replace(/[\u202f\u00a0]/g, " ")
}

const DATE = { day: "numeric", month: "short", year: "numeric" } as const
const NUMBERS = { day: "2-digit", month: "2-digit", year: "numeric" } as const
const CLOCK = { hour: "2-digit", minute: "2-digit" } as const
const ZONED = { timeZoneName: "short" } as const

/** "19 Jan 2021" */
export const dateText = (text: string, reading: Reading): string => format(reading, DATE, text)
/** "19 Jan 2021, 19:51 UTC" */
export const dateTimeText = (text: string, reading: Reading): string => format(reading, { ...DATE, ...CLOCK, ...ZONED }, text)
/** "19:51:37 UTC" */
export const clockText = (text: string, reading: Reading): string => format(reading, { ...CLOCK, second: "2-digit", ...ZONED }, text)
/** "19:51:37 UTC" of today, "19 Jan 2021, 19:51:37 UTC" of any other day. */
export function secondText(text: string, { now, reading }: { readonly now: number; readonly reading: Reading }): string {
  const isToday = format(reading, DATE, text) === format(reading, DATE, new Date(now).toISOString())
  return format(reading, { ...(isToday ? {} : DATE), ...CLOCK, second: "2-digit", ...ZONED }, text)
}
/** "19:51" */
export const shortClockText = (text: string, reading: Reading): string => format(reading, CLOCK, text)
/** "Tuesday, 19 January 2021" */
export const dayText = (text: string, reading: Reading): string =>
  format(reading, { weekday: "long", day: "numeric", month: "long", year: "numeric" }, text)
/** "Tue 19 Jan 2021, 19:51:37 UTC" */
export const fullText = (text: string, reading: Reading): string =>
  format(reading, { weekday: "short", ...DATE, ...CLOCK, second: "2-digit", ...ZONED }, text)

type Asked = { readonly now: number; readonly reading: Reading }

/** The day of a moment less than six days away: "today", "tomorrow", "yesterday", "Thu" of one to come, "28 Jan" of one that has passed. */
function nearDay(text: string, { now, reading }: Asked): string {
  // By the calendar, whose days are not all of 24 hours.
  const dayOf = (millis: number): number => {
    const [day = 0, month = 1, year = 0] = format(reading, NUMBERS, new Date(millis).toISOString()).split("/").map(Number)
    return Date.UTC(year, month - 1, day) / DAY
  }
  const days = dayOf(Date.parse(text)) - dayOf(now)
  const name = { "-1": "yesterday", "0": "today", "1": "tomorrow" }[days]
  const { year: _year, ...date } = DATE
  return name ?? format(reading, days > 0 && days < 7 ? { weekday: "short" } : date, text)
}

/** When something is due, as short as a list needs it: "today 16:00", "Thu 16:00", beyond six days "28 Jan", in another year "28 Jan 2022". */
export function dueDayText(text: string, asked: Asked): string {
  const { now, reading } = asked
  if (Math.abs(Date.parse(text) - now) < 6 * DAY) return `${nearDay(text, asked)} ${shortClockText(text, reading)}`
  const { year, ...day } = DATE
  const isThisYear = format(reading, { year }, text) === format(reading, { year }, new Date(now).toISOString())
  return format(reading, isThisYear ? day : DATE, text)
}

/** "due Thu 16:00 (in 1 d 4 h)", "due 28 Jan 2021, 16:00 CET (in 9 d)"; past it "was due yesterday 16:00 (1 d 4 h over)". */
export function dueText(text: string, asked: Asked): string {
  const left = Date.parse(text) - asked.now
  const moment = Math.abs(left) < 6 * DAY ? dueDayText(text, asked) : dateTimeText(text, asked.reading)
  return left < 0 ? `was due ${moment} (${spanText(left)} over)` : `due ${moment} (in ${spanText(left)})`
}

/** A length of time by its two greatest parts: "3 d 4 h", "2 min", "3 s". */
export function spanText(millis: number): string {
  const span = Math.abs(millis)
  if (span < MINUTE) return `${Math.floor(span / SECOND)} s`
  if (span < HOUR) return `${Math.floor(span / MINUTE)} min`
  const [unit, name, part, partName] = span < DAY ? [HOUR, "h", MINUTE, "min"] : [DAY, "d", HOUR, "h"]
  const rest = span < 30 * DAY ? Math.floor((span % Number(unit)) / Number(part)) : 0
  return `${countText(Math.floor(span / Number(unit)))} ${name}${rest > 0 ? ` ${rest} ${partName}` : ""}`
}

/** "4 min ago", "3 h ahead" of this clock, or null for a moment that is more than seven days off. */
function agoText(text: string, now: number): string | null {
  const off = now - Date.parse(text)
  const age = Math.abs(off)
  if (!(age < RELATIVE_FOR)) return null
  if (age < MINUTE) return "just now"
  const unit = age < HOUR ? `${Math.floor(age / MINUTE)} min` : age < DAY ? `${Math.floor(age / HOUR)} h` : `${Math.floor(age / DAY)} d`
  return off < 0 ? `${unit} ahead` : `${unit} ago`
}

/** What a list says: "4 min ago" for seven days, then the date; what is said to occur yet is so much ahead. */
export function listText(text: string, { now, reading }: { readonly now: number; readonly reading: Reading }): string {
  return agoText(text, now) ?? dateText(text, reading)
}

/** Milliseconds from one moment to another. */
export function millisBetween(from: string, to: string): number {
  return Date.parse(to) - Date.parse(from)
}

/** Whether an event came so long after it occurred that the order of arrival misleads. */
export function isLate(occurredAt: string, receivedAt: string): boolean {
  return millisBetween(occurredAt, receivedAt) > HOUR
}
