import type { OrderListJson } from "#lib/contract.ts"
import { urls } from "#lib/contract.ts"
import type { Question } from "./read-questions.ts"
import { at, sorted } from "./shares.ts"

/** Times of answers in milliseconds; `slowest` names the path that took longest. */
export type Asked = {
  readonly answers: number
  readonly failed: number
  readonly p50: number
  readonly p95: number
  readonly slowest: string
}

const PAGES_ON = 100
const ROUNDS = 40

/** Asks a question's paths in turn from several connections, each as soon as it is answered. */
export async function askQuestion(
  site: string,
  { paths, readers, seconds }: Pick<Question, "paths"> & { readonly readers: number; readonly seconds: number },
): Promise<Asked> {
  const times: number[] = []
  const slowest = { path: "", ms: 0 }
  let [failed, asked] = [0, 0]
  const end = performance.now() + seconds * 1_000
  await Promise.all(
    Array.from({ length: readers }, async () => {
      do {
        const path = paths[asked++ % paths.length] ?? "/"
        const began = performance.now()
        const answer = await fetch(`${site}${path}`)
        await answer.arrayBuffer()
        const ms = performance.now() - began
        if (answer.status !== 200) failed++
        if (ms > slowest.ms) Object.assign(slowest, { path, ms })
        times.push(ms)
      } while (performance.now() < end)
    }),
  )
  const inOrder = sorted(times)
  return { answers: times.length, failed, p50: at(inOrder, 0.5), p95: at(inOrder, 0.95), slowest: slowest.path }
}

/** The medians of the list's first page and of the hundredth after it. */
export async function askPages(site: string): Promise<{ readonly first: number; readonly hundredth: number }> {
  const page = async (cursor: string | null): Promise<OrderListJson> =>
    (await fetch(`${site}${urls.api.orders(new URLSearchParams({ limit: "50", ...(cursor ? { cursor } : {}) }))}`)).json()
  let cursor: string | null = null
  for (let number = 0; number < PAGES_ON; number++) cursor = (await page(cursor)).next_cursor
  const time = async (place: string | null): Promise<number> => {
    const began = performance.now()
    await page(place)
    return performance.now() - began
  }
  // In turn, so that what the machine does meanwhile meets both.
  const [first, hundredth]: [number[], number[]] = [[], []]
  for (let round = 0; round < ROUNDS; round++) {
    first.push(await time(null))
    hundredth.push(await time(cursor))
  }
  return { first: at(sorted(first), 0.5), hundredth: at(sorted(hundredth), 0.5) }
}
