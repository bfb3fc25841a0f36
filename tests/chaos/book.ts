/** How many webhooks one run may send. */
const MOST = 16_000_000

/** A try that took longest. Status 0: the connection was refused or cut; "silent": no answer in Telnyx's 2 s. */
export type Slowest = { readonly ms: number; readonly number: number; readonly status: number | "silent" }

/** What a run's sender knows: for each webhook how many tries it made, and how many of them were answered 200. */
export type Book = {
  readonly tries: Uint8Array
  readonly acks: Uint8Array
  /** Webhooks sent so far: 0 up to, not including, this one. */
  readonly sent: () => number
  readonly take: () => number
  readonly note: (tried: Tried) => void
  readonly summary: () => BookSummary
}

export type Tried = { readonly number: number; readonly status: number | "silent"; readonly result: string; readonly ms: number }

export type BookSummary = {
  readonly acked: number
  readonly byStatus: Readonly<Record<string, number>>
  readonly byResult: Readonly<Record<string, number>>
  readonly slowest: Slowest
  /** Answers that came later than promised. */
  readonly late: number
}

/** An answer within this, whatever is broken: Telnyx's 2,000 ms less a margin for the network. */
export const PROMISE_MS = 1_500

export function openBook(): Book {
  const [tries, acks] = [new Uint8Array(MOST), new Uint8Array(MOST)]
  const [byStatus, byResult] = [new Map<string, number>(), new Map<string, number>()]
  let [sent, acked, late] = [0, 0, 0]
  let slowest: Slowest = { ms: 0, number: 0, status: 0 }
  const count = (counts: Map<string, number>, name: string): unknown => counts.set(name, (counts.get(name) ?? 0) + 1)
  const note = ({ number, status, result, ms }: Tried): void => {
    tries[number] = (tries[number] ?? 0) + 1
    count(byStatus, status === 0 ? "no connection" : String(status))
    if (status === 0) return
    if (ms > PROMISE_MS) late++
    if (ms > slowest.ms) slowest = { ms, number, status }
    if (status !== 200) return
    acks[number] = (acks[number] ?? 0) + 1
    acked++
    count(byResult, result)
  }
  const take = (): number => {
    if (sent === MOST) throw new Error(`A run may send ${MOST} webhooks: that many are sent.`)
    return sent++
  }
  return {
    tries,
    acks,
    sent: () => sent,
    take,
    note,
    summary: () => ({ acked, byStatus: Object.fromEntries(byStatus), byResult: Object.fromEntries(byResult), slowest, late }),
  }
}
