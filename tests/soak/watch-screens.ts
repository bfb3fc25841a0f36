import { randomUUID } from "node:crypto"
import { setTimeout as sleep } from "node:timers/promises"
import { sentStatus } from "../support/sent.ts"
import { post } from "../support/webhook.ts"

/** How long it took from a webhook's answer by one instance until another one told its screens of it, in milliseconds. */
export type Told = { readonly times: readonly number[]; readonly missed: number }

const EVERY_MS = 500
const MOST_MS = 5_000

/** Reads an instance's stream, again whenever it ends; notes when each id came. */
async function readStream(url: string, seen: Map<string, number>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const response = await fetch(`${url}/api/stream`, { signal })
      const decoder = new TextDecoder()
      for await (const chunk of response.body ?? []) {
        const at = performance.now()
        for (const [id] of decoder.decode(chunk as Uint8Array, { stream: true }).matchAll(/[0-9a-f-]{36}/g)) seen.set(id, at)
      }
    } catch {
      await sleep(100)
    }
  }
}

/** Posts a webhook of an order of its own to one instance twice a second, and waits for the other's stream to name it. */
export async function watchScreens({ from, to }: { readonly from: string; readonly to: string }, signal: AbortSignal): Promise<Told> {
  const seen = new Map<string, number>()
  const times: number[] = []
  let missed = 0
  const reading = readStream(to, seen, signal)
  while (!signal.aborted) {
    const order = randomUUID()
    await post(from, sentStatus("submitted", { order, at: new Date().toISOString() })).catch(() => null)
    const answered = performance.now()
    while (!seen.has(order) && performance.now() - answered < MOST_MS) await sleep(2)
    const at = seen.get(order)
    // With the end the streams end, too.
    if (at === undefined && signal.aborted) break
    if (at === undefined) missed++
    // The stream may be faster than the answer.
    else times.push(Math.max(0, at - answered))
    await sleep(EVERY_MS)
  }
  await reading
  return { times, missed }
}
