/**
 * A moment with the sender's precision.
 * `micros`: microseconds since 1970-01-01T00:00:00Z (a JavaScript Date keeps only milliseconds).
 * `text`: RFC 3339 in UTC with as many decimals as were sent.
 */
export type Instant = { readonly micros: bigint; readonly text: string }

const RFC_3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):(\d\d))$/
const SECOND = 1_000_000n
export const MIN_MICROS = -62_135_596_800n * SECOND // 0001-01-01T00:00:00Z
const MAX_MICROS = 253_402_300_800n * SECOND - 1n // 9999-12-31T23:59:59.999999Z

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** Milliseconds since 1970 of a civil UTC date and time; Date.UTC alone reads the years 0–99 as 1900–1999. */
function epochMillis(year: number, month: number, day: number, hour: number, minute: number, second: number): number {
  if (year >= 100) return Date.UTC(year, month - 1, day, hour, minute, second)
  return new Date(0).setUTCFullYear(year, month - 1, day) + ((hour * 60 + minute) * 60 + second) * 1000
}

/** `YYYY-MM-DDTHH:MM:SS` of whole seconds, in milliseconds since 1970, years 0001–9999. */
function civilText(millis: number): string {
  return new Date(millis).toISOString().slice(0, 19)
}

/** Up to here, in milliseconds, a number holds microseconds exactly; arithmetic of bigints costs many times as much. */
const MOST_EXACT_MS = Math.floor(Number.MAX_SAFE_INTEGER / 1000) - 1000

const microsOf = (millis: number, decimals: number): bigint =>
  Math.abs(millis) <= MOST_EXACT_MS ? BigInt(millis * 1000 + decimals) : BigInt(millis) * 1000n + BigInt(decimals)

/**
 * Reads RFC 3339 with `Z` or an offset; second 60 rolls over. Null for anything else: no zone, an
 * impossible date, a moment outside the years 0001–9999.
 */
export function parseInstant(value: unknown): Instant | null {
  if (typeof value !== "string") return null
  const match = RFC_3339.exec(value)
  if (!match) return null
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const [hour, minute, second] = [Number(match[4]), Number(match[5]), Number(match[6])]
  const [offsetHours, offsetMinutes] = [Number(match[9] ?? 0), Number(match[10] ?? 0)]
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null
  if (hour > 23 || minute > 59 || second > 60 || offsetHours > 23 || offsetMinutes > 59) return null
  const offset = (offsetHours * 60 + offsetMinutes) * (match[8] === "-" ? -60_000 : 60_000)
  const millis = epochMillis(year, month, day, hour, minute, second) - offset
  const decimals = match[7] ?? ""
  const micros = microsOf(millis, Number(decimals.slice(0, 6).padEnd(6, "0")))
  if (micros < MIN_MICROS || micros > MAX_MICROS) return null
  // As most are sent, and all are kept.
  const isPlain = match[8] === undefined && second < 60 && value[10] === "T" && value.endsWith("Z")
  return { micros, text: isPlain ? value : `${civilText(millis)}${decimals && `.${decimals}`}Z` }
}

/** Compares by code point, as PostgreSQL's collation "C" does; `<` would compare UTF-16 units. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  let index = 0
  while (index < length && a.charCodeAt(index) === b.charCodeAt(index)) index++
  if (index === length) return Math.sign(a.length - b.length)
  // Where the second halves of two pairs differ, the pairs are compared.
  if ((a.codePointAt(index - 1) ?? 0) > 0xffff || (b.codePointAt(index - 1) ?? 0) > 0xffff) index--
  return (a.codePointAt(index) ?? 0) < (b.codePointAt(index) ?? 0) ? -1 : 1
}
