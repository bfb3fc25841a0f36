import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { DISK_MS, heardInTime } from "#lib/intake/heard-in-time.ts"

/** How long the process has stood still: the clock goes on, and no timer is heard. */
let stillMs = 0
const never = new Promise<never>(() => {})

beforeEach(() => {
  stillMs = 0
  vi.useFakeTimers()
  const now = performance.now.bind(performance)
  vi.spyOn(performance, "now").mockImplementation(() => now() + stillMs)
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

/** What has become of it by now. */
async function fateOf(heard: Promise<string>): Promise<string> {
  return Promise.race([heard, Promise.resolve().then(() => "waits")]).catch((error: Error) => error.message)
}

test("what the disk answers in time is heard, what it does not is an error", async () => {
  expect(await heardInTime(Promise.resolve("kept"), 100)).toBe("kept")
  const late = heardInTime(never, 100)
  const told = expect(late).rejects.toThrow("the disk does not answer")
  await vi.advanceTimersByTimeAsync(101)
  await told
})

test("where the process stood still the disk has its least time anew, once", async () => {
  const heard = heardInTime(never, 100)
  heard.catch(() => {})
  stillMs = 2_000
  await vi.advanceTimersByTimeAsync(101)
  expect(await fateOf(heard)).toBe("waits")
  stillMs = 4_000
  await vi.advanceTimersByTimeAsync(DISK_MS + 1)
  await expect(heard).rejects.toThrow("the disk does not answer")
})
