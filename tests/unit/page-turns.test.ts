import { EventEmitter } from "node:events"
import type { ServerResponse } from "node:http"
import { setTimeout as sleep } from "node:timers/promises"
import { afterEach, expect, test, vi } from "vitest"

/** As much of a response as turns look at. */
type Answer = EventEmitter & { closed: boolean; destroyed: boolean }

/** Turns of a server of its own, and who has begun so far. */
async function newTurns() {
  vi.resetModules()
  const { takeTurn } = await import("#lib/page-turns.ts")
  const begun: string[] = []
  const ask = (name: string, url = "/orders"): Answer => {
    const answer = Object.assign(new EventEmitter(), { closed: false, destroyed: false })
    void takeTurn(url, answer as unknown as ServerResponse).then((hasTurn) => begun.push(hasTurn ? name : `${name} is gone`))
    return answer
  }
  return { ask, begun }
}

afterEach(() => {
  vi.useRealTimers()
})

test("four pages are under way at once; the next one begins when one of them is answered", async () => {
  const { ask, begun } = await newTurns()
  const [, second] = ["a", "b", "c", "d", "e", "f"].map((name) => ask(name))
  await sleep(20)
  expect(begun).toEqual(["a", "b", "c", "d"])
  second?.emit("finish")
  second?.emit("close")
  await sleep(20)
  expect(begun).toEqual(["a", "b", "c", "d", "e"])
})

test("an API answer waits for no page", async () => {
  const { ask, begun } = await newTurns()
  for (const name of ["a", "b", "c", "d", "e"]) ask(name)
  ask("api", "/api/orders")
  ask("static", "/_next/static/a.js")
  await sleep(20)
  expect(begun).toEqual(["a", "b", "c", "d", "api", "static"])
})

test("streams wait for streams that are being opened, and for nothing else", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] })
  const { ask, begun } = await newTurns()
  for (let each = 0; each < 17; each++) ask("api", "/api/orders")
  const [first] = Array.from({ length: 18 }, (_, each) => ask(`stream ${each}`, each % 2 ? "/api/stream" : "/api/stream?again=1"))
  ask("api-x", "/api/streams")
  vi.useRealTimers()
  await sleep(20)
  expect(begun.filter((name) => name.startsWith("stream"))).toHaveLength(16)
  expect(begun).not.toContain("api-x")
  first?.emit("close")
  await sleep(20)
  expect(begun.at(-1)).toBe("stream 16")
})

test("who takes longer than a turn lasts keeps nobody waiting any longer", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] })
  const { ask, begun } = await newTurns()
  for (const name of ["a", "b", "c", "d", "e"]) ask(name)
  vi.advanceTimersByTime(1_000)
  vi.useRealTimers()
  await sleep(20)
  expect(begun).toEqual(["a", "b", "c", "d", "e"])
})

test("who has gone away while it waited passes its turn on", async () => {
  const { ask, begun } = await newTurns()
  const [first, , , , fifth] = ["a", "b", "c", "d", "e", "f"].map((name) => ask(name))
  Object.assign(fifth ?? {}, { closed: true })
  first?.emit("close")
  await sleep(20)
  expect(begun).toEqual(["a", "b", "c", "d", "e is gone", "f"])
})
