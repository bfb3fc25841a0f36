import { describe, expect, test } from "vitest"
import { createBatcher } from "#lib/intake/batch.ts"

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** A batcher of numbers that remembers its batches and takes `ms(batch)` over each. */
function remembering(
  ms: (batch: readonly number[]) => number,
  limits: { maxSize?: number; maxWeight?: number; lingerMs?: number; patienceMs?: number } = {},
) {
  const batches: number[][] = []
  const add = createBatcher<number, number>({
    maxSize: 100,
    maxWeight: 1_000,
    lingerMs: 1,
    patienceMs: 10_000,
    ...limits,
    weigh: (item) => item,
    work: async (items) => {
      batches.push([...items])
      await wait(ms(items))
      if (items.includes(13)) throw new Error("thirteen")
      return items.map((item) => item * 2)
    },
  })
  return { add, batches }
}

describe("a batcher", () => {
  test("hands on together what arrives together, and each gets its own result", async () => {
    const { add, batches } = remembering(() => 5)
    expect(await Promise.all([1, 2, 3].map(add))).toEqual([2, 4, 6])
    expect(batches).toEqual([[1, 2, 3]])
  })

  test("forms the next batch behind the one under way", async () => {
    const { add, batches } = remembering(() => 20)
    const first = add(1)
    await wait(5)
    await Promise.all([first, add(2), add(3)])
    expect(batches).toEqual([[1], [2, 3]])
  })

  test("after a batch of several waits for as many again, and no longer than it lingers", async () => {
    const patient = remembering(() => 1, { lingerMs: 3_600_000 })
    await Promise.all([1, 2, 3].map(patient.add))
    const early = [patient.add(4), patient.add(5)]
    await wait(20)
    expect(patient.batches).toEqual([[1, 2, 3]])
    await Promise.all([...early, patient.add(6)])
    expect(patient.batches).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ])
    const hasty = remembering(() => 1, { lingerMs: 5 })
    await Promise.all([1, 2, 3].map(hasty.add))
    expect(await hasty.add(4)).toBe(8)
  })

  test("keeps to its size and its weight, but takes one item of any weight", async () => {
    const bySize = remembering(() => 1, { maxSize: 2 })
    await Promise.all([1, 2, 3, 4, 5].map(bySize.add))
    expect(bySize.batches).toEqual([[1, 2], [3, 4], [5]])
    const byWeight = remembering(() => 1, { maxWeight: 10 })
    await Promise.all([6, 4, 50, 1, 1].map(byWeight.add))
    expect(byWeight.batches).toEqual([[6, 4], [50], [1, 1]])
  })

  test("starts another beside a batch that is stuck", async () => {
    const { add, batches } = remembering((batch) => (batch.includes(1) ? 300 : 1), { patienceMs: 20 })
    const stuck = add(1)
    await wait(5)
    const started = performance.now()
    expect(await add(2)).toBe(4)
    expect(performance.now() - started).toBeLessThan(250)
    expect(await stuck).toBe(2)
    expect(batches).toEqual([[1], [2]])
  })

  test("rejects all of a batch that fails, and goes on", async () => {
    const { add } = remembering(() => 1)
    const settled = await Promise.allSettled([1, 13].map(add))
    expect(settled.map(({ status }) => status)).toEqual(["rejected", "rejected"])
    expect(await add(2)).toBe(4)
  })
})
