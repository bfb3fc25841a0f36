import { setTimeout as sleep } from "node:timers/promises"
import { expect, test, vi } from "vitest"
import { remembered } from "#lib/queries/remembered.ts"

/** Answers by how often it was asked, each time after so many milliseconds. */
function counting(ms: number) {
  let asked = 0
  const ask = remembered(async () => {
    const own = ++asked
    await sleep(ms)
    return own
  })
  return { ask, asked: () => asked }
}

test("a quick answer is always that of the moment", async () => {
  let asked = 0
  const ask = remembered(async () => ++asked)
  expect([await ask(), await ask(), await ask()]).toEqual([1, 2, 3])
})

test("an answer that took long holds for a while, and several who ask share it", async () => {
  const { ask } = counting(220)
  expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1])
  expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1])
})

test("once it has held for its while, whoever asks gets it at once, and the next one is asked for behind", async () => {
  const { ask, asked } = counting(210)
  await ask()
  const now = performance.now.bind(performance)
  let later = 60_000
  const clock = vi.spyOn(performance, "now").mockImplementation(() => now() + later)
  try {
    expect(await Promise.all([ask(), ask()])).toEqual([1, 1])
    expect(asked()).toBe(2)
    await sleep(300)
    expect(await ask()).toBe(2)
    later += 180_000
    expect(await ask()).toBe(3)
  } finally {
    clock.mockRestore()
  }
})

test("who asks while a quick answer is under way gets one that began after that", async () => {
  const { ask } = counting(20)
  const first = ask()
  const second = ask()
  expect([await first, await second]).toEqual([1, 2])
})

test("an answer that failed is asked for again", async () => {
  let asked = 0
  const ask = remembered(async () => {
    if (++asked === 1) throw new Error("away")
    return asked
  })
  await expect(ask()).rejects.toThrow("away")
  expect(await ask()).toBe(2)
})
