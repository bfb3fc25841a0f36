import { describe, expect, test } from "vitest"
import { penNotice } from "#lib/format/pen-notice.ts"
import { pennedText, readPenTold } from "#lib/format/pen-words.ts"

const SINCE = "2026-03-01T12:00:00.000000Z"

describe("why a body waits in the pen", () => {
  test.each([
    ["signature_invalid", null, 700, "Its signature matches no key that is set"],
    ["timestamp_out_of_tolerance", "a key", 600, "It is authentic, but its timestamp was 10 min behind when it came"],
    ["timestamp_out_of_tolerance", "a key", -600, "It is authentic, but its timestamp was 10 min ahead when it came"],
    ["signature_invalid", "a key", 20, "It is authentic by a key that is set now: re-verify"],
    ["timestamp_out_of_tolerance", null, 600, "It was signed by a key that is no longer set, and its timestamp was off"],
    ["of_a_later_version", null, null, "Refused as of_a_later_version"],
  ])("%s, verified with %s, %s s off", (reason, verified_with, skew_seconds, text) => {
    expect(pennedText({ reason, verified_with, skew_seconds })).toBe(text)
  })
})

describe("the notice of the pen", () => {
  test.each([
    [1, 0, /^no key that is set verifies it\./],
    [2, 0, /^no key that is set verifies them\./],
    [2, 2, /^authentic, but the timestamp was 10 min behind: check the clock of this machine\./],
    [3, 1, /^1 authentic, but the timestamp was 10 min behind: .+; no key that is set verifies the others\./],
  ])("of %i, of which %i are authentic, says what to look at", (count, authentic, why) => {
    const notice = penNotice({ count, since: SINCE, authentic, skew_seconds: authentic > 0 ? 600 : null })
    expect(notice.what).toBe(count === 1 ? "1 webhook waits in the pen" : `${count} webhooks wait in the pen`)
    expect(notice.why).toMatch(why)
  })
})

describe("what a deed at the pen came to is read from the URL", () => {
  test.each([
    ["released=3&left=2", "Re-verified with the keys that are set: 3 released, 2 left."],
    [`event=${"a".repeat(32)}`, "Released: it is an event like any other now."],
    ["held=gone", "It is not in the pen any more: it was released already, or newer ones took its place."],
    ["held=signature_invalid", "It stays in the pen. Its signature matches no key that is set."],
  ])("%s", (query, text) => {
    expect(readPenTold(new URLSearchParams(query))?.text).toBe(text)
  })

  test.each(["", "released=3", "released=x&left=2", "event=x", "held=constructor", "held=<b>"])("and nothing from %o", (query) => {
    expect(readPenTold(new URLSearchParams(query))).toBeNull()
  })
})
