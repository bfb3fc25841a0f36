import { describe, expect, test } from "vitest"
import type { ScheduleJson } from "#lib/contract.ts"
import { longestWords, retriedWords, waitWords } from "#lib/format/schedule-words.ts"

const schedule = (more: Partial<ScheduleJson>): ScheduleJson => ({ retried: 0, first_missed: 0, longest: null, waits: [], ...more })

describe("how Telnyx tries again", () => {
  test("is not claimed where nothing was seen of it", () => {
    expect(longestWords(schedule({}))).toBeNull()
    expect(retriedWords(schedule({}))).toBe("No second attempt has been seen here yet.")
  })

  test.each([
    [3, 41.4, "Telnyx tried 3 times in 41 s."],
    [2, 0.004, "Telnyx tried 2 times in 0.0 s."],
    [4, 754, "Telnyx tried 4 times in 12 min."],
  ])("the longest run: %d tries over %d s", (attempts, seconds, words) => {
    expect(longestWords(schedule({ longest: { event: "k", attempts, seconds } }))).toBe(words)
  })

  test("a first attempt that did not arrive is told of", () => {
    expect(retriedWords(schedule({ retried: 1 }))).toBe("1 event came at a second or later attempt.")
    expect(retriedWords(schedule({ retried: 12, first_missed: 5 }))).toBe(
      "12 events came at a second or later attempt. The first attempt of 5 did not arrive here, or was not kept.",
    )
  })

  test("a wait is its middle and its longest", () => {
    expect(waitWords({ attempt: 2, seen: 1, median_seconds: 5.36, most_seconds: 5.36 })).toBe("5.4 s, seen once")
    expect(waitWords({ attempt: 2, seen: 12, median_seconds: 5.36, most_seconds: 61 })).toBe(
      "5.4 s in the middle, 1 min at most, seen 12 times",
    )
  })
})
