import { describe, expect, test } from "vitest"
import { cookiesOf, isZone, readPreferences } from "#lib/format/preferences.ts"
import { clockText, dateTimeText, dayText, dueDayText, dueText, fullText } from "#lib/format/time.ts"
import { ownPath } from "#lib/schemas/own-path.ts"

const read = (cookies: Record<string, string>) => readPreferences((name) => cookies[name])

describe("preferences are read from cookies", () => {
  test("none: the defaults, and UTC until the browser has told its zone", () => {
    expect(read({})).toEqual({
      zone: "UTC",
      zoneFrom: "unknown",
      hour12: false,
      theme: "system",
      density: "comfortable",
      singleKeys: true,
    })
  })

  test("the browser's zone, until another is chosen", () => {
    expect(read({ portline_browser_zone: "Asia/Kolkata" })).toMatchObject({ zone: "Asia/Kolkata", zoneFrom: "browser" })
    expect(read({ portline_browser_zone: "Asia/Kolkata", portline_zone: "Europe/Berlin" })).toMatchObject({
      zone: "Europe/Berlin",
      zoneFrom: "chosen",
    })
  })

  test.each(["Mars/Olympus", "", "../../etc", "Europe/Berlin; Path=/", "é", "a".repeat(10_000)])(
    "%s is no zone: the default, never an error",
    (zone) => {
      expect(isZone(zone)).toBe(false)
      expect(read({ portline_zone: zone })).toMatchObject({ zone: "UTC", zoneFrom: "unknown" })
    },
  )

  test("a value that is not allowed is the default", () => {
    expect(read({ portline_theme: "pink", portline_density: "9", portline_hours: "13", portline_keys: "maybe" })).toEqual(read({}))
  })
})

describe("a choice becomes cookies", () => {
  test("only of what was chosen", () => {
    expect(cookiesOf({ theme: "dark" })).toEqual(["portline_theme=dark; Path=/; Max-Age=31536000; SameSite=Lax"])
    expect(cookiesOf({})).toEqual([])
  })

  test("what is empty or not allowed goes back to the default", () => {
    expect(cookiesOf({ zone: "", theme: "pink" })).toEqual([
      "portline_zone=; Path=/; Max-Age=0; SameSite=Lax",
      "portline_theme=; Path=/; Max-Age=0; SameSite=Lax",
    ])
  })

  test("that are read again as the same", () => {
    const cookies = cookiesOf({ zone: "America/Argentina/Buenos_Aires", hours: "12", theme: "light", density: "compact", keys: "off" })
    const jar = Object.fromEntries(cookies.map((cookie) => (cookie.split(";")[0] ?? "").split("=").map(decodeURIComponent)))
    expect(read(jar)).toEqual({
      zone: "America/Argentina/Buenos_Aires",
      zoneFrom: "chosen",
      hour12: true,
      theme: "light",
      density: "compact",
      singleKeys: false,
    })
  })
})

describe("a form goes back to a path of this server only", () => {
  test.each(["/orders?status=exception#x", "/"])("%s", (path) => expect(ownPath(path)).toBe(path))
  test.each([undefined, "", "orders", "//evil.example", "/\\evil.example", "https://evil.example/", "/\t/evil.example"])("not %j", (path) =>
    expect(ownPath(path)).toBe("/"),
  )
})

describe("times are written for their reader", () => {
  const at = "2021-03-28T01:30:00.123456Z"

  test("in the reader's zone, across a change of daylight saving time", () => {
    expect(clockText("2021-03-28T00:59:59Z", "Europe/Berlin")).toBe("01:59:59 CET")
    expect(clockText("2021-03-28T01:00:00Z", "Europe/Berlin")).toBe("03:00:00 CEST")
    expect(dayText("2021-03-14T07:59:00Z", "America/Los_Angeles")).toBe("Saturday, 13 March 2021")
    expect(dayText("2021-03-14T18:30:00Z", "Asia/Kolkata")).toBe("Monday, 15 March 2021")
  })

  test("by 24 or 12 hours, midnight and noon included", () => {
    const by12 = { zone: "UTC", hour12: true }
    expect(dateTimeText(at, "UTC")).toBe("28 Mar 2021, 01:30 UTC")
    expect(dateTimeText(at, by12)).toBe("28 Mar 2021, 1:30 am UTC")
    expect(dateTimeText("2021-03-28T00:05:00Z", "UTC")).toBe("28 Mar 2021, 00:05 UTC")
    expect(dateTimeText("2021-03-28T00:05:00Z", by12)).toBe("28 Mar 2021, 12:05 am UTC")
    expect(fullText("2021-03-28T12:00:00Z", by12)).toContain("12:00:00 pm UTC")
  })

  test("a limit says when, and how long that is", () => {
    const now = Date.parse("2021-01-19T12:00:00Z")
    expect(dueText("2021-01-20T16:00:00Z", { now, reading: "UTC" })).toBe("due tomorrow 16:00 (in 1 d 4 h)")
    expect(dueText("2021-01-18T12:00:00Z", { now, reading: "UTC" })).toBe("was due yesterday 12:00 (1 d over)")
    expect(dueText("2021-02-28T12:00:00Z", { now, reading: "UTC" })).toBe("due 28 Feb 2021, 12:00 UTC (in 40 d)")
    expect(dueDayText("2021-01-20T16:00:00Z", { now, reading: "Asia/Kolkata" })).toBe("tomorrow 21:30")
    expect(dueDayText("2021-01-20T16:00:00Z", { now, reading: { zone: "UTC", hour12: true } })).toBe("tomorrow 4:00 pm")
    expect(
      ["2021-01-19T20:00:00Z", "2021-01-21T20:00:00Z", "2021-01-16T20:00:00Z"].map((at) => dueDayText(at, { now, reading: "UTC" })),
    ).toEqual(["today 20:00", "Thu 20:00", "16 Jan 20:00"])
    const beforeSpring = { now: Date.parse("2026-03-28T22:30:00Z"), reading: "Europe/Berlin" }
    expect(["2026-03-29T14:00:00Z", "2026-03-30T14:00:00Z"].map((due) => dueDayText(due, beforeSpring))).toEqual([
      "tomorrow 16:00",
      "Mon 16:00",
    ])
    expect(dueDayText("2021-02-28T12:00:00Z", { now, reading: "UTC" })).toBe("28 Feb")
    expect(dueDayText("2022-01-01T12:00:00Z", { now, reading: "UTC" })).toBe("1 Jan 2022")
  })

  test("a text that is no time stays as it was sent", () => expect(dateTimeText("someday", "UTC")).toBe("someday"))
})
