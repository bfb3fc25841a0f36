import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { addBusinessHours, type Calendar } from "#lib/porting/calendar.ts"

const weekdays: Calendar = { zone: "America/New_York", days: [1, 2, 3, 4, 5], from: "08:00", to: "17:00", holidays: ["2026-11-26"] }
const HOUR = 3_600_000
const endOf = (since: string, hours: number, calendar: Calendar = weekdays): string | null => {
  const end = addBusinessHours(Date.parse(since), hours, calendar)
  return end === null ? null : new Date(end).toISOString()
}

describe("working hours", () => {
  test.each<[string, string, number, string]>([
    ["within one day", "2026-11-23T15:00:00Z", 3, "2026-11-23T18:00:00.000Z"],
    ["until the minute the day ends", "2026-11-23T13:00:00Z", 9, "2026-11-23T22:00:00.000Z"],
    ["over night", "2026-11-23T21:00:00Z", 2, "2026-11-24T14:00:00.000Z"],
    ["from before the day begins", "2026-11-23T03:00:00Z", 1, "2026-11-23T14:00:00.000Z"],
    ["over a weekend", "2026-11-20T21:30:00Z", 1, "2026-11-23T13:30:00.000Z"],
    ["over a holiday", "2026-11-25T21:00:00Z", 2, "2026-11-27T14:00:00.000Z"],
    ["over the end of summer time", "2026-10-30T20:00:00Z", 2, "2026-11-02T14:00:00.000Z"],
    ["over the beginning of summer time", "2026-03-06T21:00:00Z", 2, "2026-03-09T13:00:00.000Z"],
    ["keep the milliseconds", "2026-11-23T15:00:00.250Z", 1, "2026-11-23T16:00:00.250Z"],
  ])("%s", (_what, since, hours, end) => {
    expect(endOf(since, hours)).toBe(end)
  })

  test("of a day that ends at midnight", () => {
    expect(endOf("2026-11-23T10:00:00Z", 24, { zone: "UTC", days: [1, 2], from: "00:00", to: "24:00", holidays: [] })).toBe(
      "2026-11-24T10:00:00.000Z",
    )
  })

  test("that never come are none", () => {
    expect(endOf("2026-11-23T10:00:00Z", 9_000_000)).toBeNull()
  })

  test("end later the more there are, and never before as many hours by the clock", () => {
    const start = fc.integer({ min: Date.parse("2020-01-01"), max: Date.parse("2030-01-01") })
    const zone = fc.constantFrom("America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia", "UTC")
    fc.assert(
      fc.property(start, zone, fc.integer({ min: 0, max: 200 }), (since, name, hours) => {
        const end = addBusinessHours(since, hours, { ...weekdays, zone: name }) ?? 0
        const next = addBusinessHours(since, hours + 1, { ...weekdays, zone: name }) ?? 0
        expect(end).toBeGreaterThanOrEqual(since + hours * HOUR)
        expect(next).toBeGreaterThanOrEqual(end + HOUR)
      }),
      { numRuns: 300 },
    )
  })
})
