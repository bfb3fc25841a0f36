import { setTimeout as sleep } from "node:timers/promises"
import { expect, test } from "vitest"
import { remembered } from "#lib/queries/remembered.ts"

test("a quick answer is always that of the moment", async () => {
  let asked = 0
  const ask = remembered(async () => ++asked)
  expect([await ask(), await ask(), await ask()]).toEqual([1, 2, 3])
})

test("an answer that took long holds for a while, and several who ask share it", async () => {
  let asked = 0
  const ask = remembered(async () => {
    const own = ++asked
    await sleep(220)
    return own
  })
  expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1])
  expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1])
})

test("who asks while a quick answer is under way gets one that began after that", async () => {
  let asked = 0
  const ask = remembered(async () => {
    const own = ++asked
    await sleep(20)
    return own
  })
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
