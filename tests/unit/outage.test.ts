import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { currentOutage, endOutage, noteOutage, outagePause } from "#lib/db/outage.ts"
import { log } from "#lib/log.ts"

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
})
afterEach(() => {
  endOutage()
  vi.runAllTimers()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

test("an outage that comes back at once is the same one, is told once, and is left alone longer each time", () => {
  const told = vi.spyOn(log, "error").mockReturnValue()
  const over = vi.spyOn(log, "info").mockReturnValue()
  const pauses: number[] = []
  for (let time = 0; time < 8; time++) {
    noteOutage("disk full")
    pauses.push(outagePause())
    vi.advanceTimersByTime(1_000)
    endOutage()
    vi.advanceTimersByTime(1_000)
  }
  expect(pauses).toEqual([0, 200, 400, 800, 1_600, 3_000, 3_000, 3_000])
  noteOutage("disk full")
  expect(currentOutage()).toEqual({ since: 1_000_000, reason: "disk full" })
  expect([told.mock.calls.length, over.mock.calls.length]).toEqual([1, 0])
  endOutage()
  vi.advanceTimersByTime(10_000)
  expect([over.mock.calls.length, outagePause()]).toEqual([1, 0])
})

test("one that is to last for a while does not end before", () => {
  vi.spyOn(log, "error").mockReturnValue()
  vi.spyOn(log, "info").mockReturnValue()
  noteOutage("slow")
  noteOutage("many late", 1_000)
  expect(outagePause()).toBe(1_000)
  vi.advanceTimersByTime(999)
  endOutage()
  expect(currentOutage()).not.toBeNull()
  vi.advanceTimersByTime(1)
  endOutage()
  expect([currentOutage(), outagePause()]).toEqual([null, 0])
})

test("one that comes later is another", () => {
  vi.spyOn(log, "error").mockReturnValue()
  vi.spyOn(log, "info").mockReturnValue()
  noteOutage("away")
  endOutage()
  vi.advanceTimersByTime(11_000)
  noteOutage("away again")
  expect(currentOutage()).toEqual({ since: 1_011_000, reason: "away again" })
})
