const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const RELATIVE_FOR = 7 * DAY

const formats = new Map<string, Intl.DateTimeFormat>()

/** One format a zone and shape: making an Intl.DateTimeFormat costs far more than using it. */
function format(zone: string, options: Intl.DateTimeFormatOptions, text: string): string {
  const key = `${zone} ${JSON.stringify(options)}`
  const known = formats.get(key) ?? new Intl.DateTimeFormat("en-GB", { ...options, timeZone: zone })
  formats.set(key, known)
  const millis = Date.parse(text)
  return Number.isNaN(millis) ? text : known.format(millis)
}

const DATE = { day: "numeric", month: "short", year: "numeric" } as const
const CLOCK = { hour: "2-digit", minute: "2-digit" } as const

/** "19 Jan 2021" */
export const dateText = (text: string, zone: string): string => format(zone, DATE, text)
/** "19 Jan 2021, 19:51 UTC" */
export const dateTimeText = (text: string, zone: string): string => format(zone, { ...DATE, ...CLOCK, timeZoneName: "short" }, text)
/** "19:51:37 UTC" */
export const clockText = (text: string, zone: string): string => format(zone, { ...CLOCK, second: "2-digit", timeZoneName: "short" }, text)
/** "Tuesday 19 January 2021" */
export const dayText = (text: string, zone: string): string =>
  format(zone, { weekday: "long", day: "numeric", month: "long", year: "numeric" }, text)

/** A length of time by its two greatest parts: "3 d 4 h", "2 min", "3 s". */
export function spanText(millis: number): string {
  const span = Math.abs(millis)
  if (span < MINUTE) return `${Math.floor(span / SECOND)} s`
  if (span < HOUR) return `${Math.floor(span / MINUTE)} min`
  const [unit, name, part, partName] = span < DAY ? [HOUR, "h", MINUTE, "min"] : [DAY, "d", HOUR, "h"]
  const rest = span < 30 * DAY ? Math.floor((span % Number(unit)) / Number(part)) : 0
  return `${Math.floor(span / Number(unit)).toLocaleString("en")} ${name}${rest > 0 ? ` ${rest} ${partName}` : ""}`
}

/** "4 min ago", or null for a moment in the future or more than seven days back. */
export function agoText(text: string, now: number): string | null {
  const age = now - Date.parse(text)
  if (!(age > -MINUTE && age < RELATIVE_FOR)) return null
  if (age < MINUTE) return "just now"
  const unit = age < HOUR ? `${Math.floor(age / MINUTE)} min` : age < DAY ? `${Math.floor(age / HOUR)} h` : `${Math.floor(age / DAY)} d`
  return `${unit} ago`
}

/** Milliseconds from one moment to another. */
export function millisBetween(from: string, to: string): number {
  return Date.parse(to) - Date.parse(from)
}

/** Whether an event came so long after it occurred that the order of arrival misleads. */
export function isLate(occurredAt: string, receivedAt: string): boolean {
  return millisBetween(occurredAt, receivedAt) > HOUR
}
