import { setTimeout as sleep } from "node:timers/promises"
import { expect, test } from "vitest"
import { readingFrom } from "#lib/db/reading.ts"
import { inRounds } from "#lib/queries/in-rounds.ts"

/** Answers by how often it was asked, each time after 20 ms. */
function counting() {
  const ask = inRounds<number>()
  let asked = 0
  const work = async () => {
    const own = ++asked
    await sleep(20)
    return own
  }
  return { ask: (question: string) => ask(question, work) }
}

test("whoever asks while an answer is made gets the next one, together with all others", async () => {
  const { ask } = counting()
  const first = ask("a")
  await sleep(5)
  expect(await Promise.all([first, ask("a"), ask("a"), ask("a")])).toEqual([1, 2, 2, 2])
  expect(await ask("a")).toBe(3)
})

test("those who ask in the same moment share the first, by the last one's words", async () => {
  const ask = inRounds<string>()
  const words = ["early", "later"].map((word) => ask("a", () => Promise.resolve(word)))
  expect(await Promise.all(words)).toEqual(["later", "later"])
})

test("other questions, and the same of a replica, wait for none of them", async () => {
  const { ask } = counting()
  expect(await Promise.all([ask("a"), ask("b"), readingFrom("replica", () => ask("a"))])).toEqual([1, 2, 3])
})

test("one that fails is told to those who shared it, and the next one is made", async () => {
  const ask = inRounds<string>()
  const failing = () => Promise.reject(new Error("no database"))
  const asked = await Promise.allSettled([ask("a", failing), ask("a", failing)])
  expect(asked.map(({ status }) => status)).toEqual(["rejected", "rejected"])
  expect(await ask("a", () => Promise.resolve("fine"))).toBe("fine")
})

test("one that is stuck holds up the next no longer than a second", async () => {
  const ask = inRounds<string>()
  const stuck = ask("a", () => sleep(2_500, "late"))
  await sleep(5)
  const began = performance.now()
  expect(await ask("a", () => Promise.resolve("fine"))).toBe("fine")
  expect(performance.now() - began).toBeLessThan(2_000)
  expect(await stuck).toBe("late")
})

test("while those that are stuck end, one after the other, whoever comes waits for the next as before", async () => {
  const ask = inRounds<string>()
  const [first] = [ask("a", () => sleep(1_500, "first")), await sleep(5)]
  const second = ask("a", () => sleep(1_000, "second"))
  expect(await first).toBe("first")
  const third = ask("a", () => Promise.resolve("third"))
  expect(await Promise.race([second, third])).toBe("second")
  expect(await third).toBe("third")
})
