import { setTimeout as sleep } from "node:timers/promises"
import { createConnection } from "./create-connection.ts"
import { at, sorted } from "./shares.ts"
import { webhookRequests } from "./webhook-requests.ts"

const CONNECTIONS = 8

/** What was answered how often, and how soon, in milliseconds. */
export type Sent = { readonly answers: Readonly<Record<string, number>>; readonly p99: number; readonly most: number }

export type Sending = {
  readonly port: number
  readonly perSecond: number
  readonly during: () => string
  /** Told of each request, as it was sent, and the status of its answer. */
  readonly note?: (request: Buffer, status: number) => void
}

/** Keeps webhooks coming at an even pace, a second so many, until told to stop. */
export async function keepSending({ port, perSecond, during, note }: Sending, signal: AbortSignal): Promise<Sent> {
  const connections = await Promise.all(Array.from({ length: CONNECTIONS }, () => createConnection(port)))
  const [answers, times]: [Record<string, number>, number[]] = [{}, []]
  await Promise.all(
    connections.map(async (connection) => {
      while (!signal.aborted) {
        const next = sleep((1_000 * connections.length) / perSecond)
        const [request] = webhookRequests(1, { port, key: null })
        const began = performance.now()
        const { status, text } = await connection.ask(request ?? Buffer.alloc(0))
        times.push(performance.now() - began)
        note?.(request ?? Buffer.alloc(0), status)
        const result = /"result":"(\w+)"/.exec(text)?.[1] ?? ""
        const told = result === "stored" ? `${status} stored` : `${status} ${result} (${during()})`
        answers[told] = (answers[told] ?? 0) + 1
        await next
      }
      connection.end()
    }),
  )
  const inOrder = sorted(times)
  return { answers, p99: at(inOrder, 0.99), most: inOrder.at(-1) ?? Number.NaN }
}
