import { setTimeout as sleep } from "node:timers/promises"
import { type OrderListJson, urls } from "#lib/contract.ts"

/** What readers got: how often, how soon in milliseconds, and what failed. */
export type Read = { readonly times: number[]; readonly failures: Map<string, number> }

const THINKS_MS = 1_000

async function someOrder(site: string): Promise<string> {
  const list = (await (await fetch(`${site}${urls.api.orders(new URLSearchParams({ limit: "1" }))}`)).json()) as OrderListJson
  return list.data[0]?.id ?? "none"
}

/** The status of an answer that was read to its end; 0 where there is none. */
async function statusOf(url: string): Promise<number> {
  try {
    const answer = await fetch(url)
    await answer.arrayBuffer()
    return answer.status
  } catch {
    return 0
  }
}

/** People who look at one screen after the other, a second each, now at one instance and then at another. */
export async function readOn(
  sites: readonly string[],
  { readers, signal }: { readonly readers: number; readonly signal: AbortSignal },
): Promise<Read> {
  const read: Read = { times: [], failures: new Map() }
  const order = await someOrder(sites[0] ?? "")
  const paths = [urls.home, urls.orders(), urls.order(order), urls.events(), urls.api.stats, urls.api.facets(), urls.api.order(order)]
  await Promise.all(
    Array.from({ length: readers }, async (_, reader) => {
      for (let turn = reader; !signal.aborted; turn++) {
        const path = paths[turn % paths.length] ?? "/"
        const began = performance.now()
        const status = await statusOf(`${sites[turn % sites.length]}${path}`)
        read.times.push(performance.now() - began)
        if (status !== 200) read.failures.set(`${status} ${path}`, (read.failures.get(`${status} ${path}`) ?? 0) + 1)
        await sleep(THINKS_MS)
      }
    }),
  )
  return read
}
