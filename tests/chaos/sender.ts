import { generateKeyPairSync, sign } from "node:crypto"
import { Agent, request } from "node:http"
import { setTimeout as sleep } from "node:timers/promises"
import { WEBHOOK_PATH } from "#lib/contract.ts"
import { type Book, openBook, PROMISE_MS, type Tried } from "./book.ts"
import { numberedBody } from "./numbered-body.ts"

/** How long Telnyx waits for an answer, and when it tries again. */
const PATIENCE_MS = 2_000
const AGAIN_MS = [200, 800]
const SENDERS = 16

type Answer = { readonly status: number | "silent"; readonly result: string }

/** Telnyx, as far as a run needs it: signed webhooks, three tries each, and a book of what was answered. */
export type Sender = {
  readonly publicKey: string
  readonly book: Book
  /** Milliseconds from now to the first answer that fits, of a webhook that is sent from now on. */
  readonly untilAnswer: (fits: (tried: Tried) => boolean) => Promise<number>
  /** How long it has been sending, in words. */
  readonly clock: () => string
  readonly stop: () => Promise<void>
}

type Wish = { readonly since: number; readonly fits: (tried: Tried) => boolean; readonly fulfil: (ms: number) => void }

function createSigner(): { readonly publicKey: string; readonly headers: (body: Buffer) => Record<string, string> } {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519")
  const headers = (body: Buffer): Record<string, string> => {
    const timestamp = String(Math.floor(Date.now() / 1_000))
    const signature = sign(null, Buffer.concat([Buffer.from(`${timestamp}|`), body]), privateKey).toString("base64")
    return { "telnyx-timestamp": timestamp, "telnyx-signature-ed25519": signature }
  }
  return { publicKey: publicKey.export({ format: "der", type: "spki" }).subarray(-32).toString("base64"), headers }
}

function resultOf(text: string): string {
  return /"result":"(\w+)"/.exec(text)?.[1] ?? "none"
}

function post({ port, agent }: { port: number; agent: Agent }, body: Buffer, headers: Record<string, string>): Promise<Answer> {
  return new Promise((resolve) => {
    const options = { host: "127.0.0.1", port, path: WEBHOOK_PATH, method: "POST", agent, timeout: PATIENCE_MS }
    const all = { "content-type": "application/json", "content-length": body.length, ...headers }
    const sending = request({ ...options, headers: all }, (response) => {
      let text = ""
      response.setEncoding("latin1").on("data", (chunk) => {
        text += chunk
      })
      response.on("end", () => resolve({ status: response.statusCode ?? 0, result: resultOf(text) }))
      response.on("close", () => resolve({ status: 0, result: "" }))
    })
    sending.on("timeout", () => {
      resolve({ status: "silent", result: "" })
      sending.destroy()
    })
    sending.on("error", () => resolve({ status: 0, result: "" }))
    sending.end(body)
  })
}

/** Sends from now on, at most `rate` webhooks a second. */
export function startSender({ port, seed, rate }: { port: number; seed: number; rate: number }): Sender {
  const [book, signer, agent] = [openBook(), createSigner(), new Agent({ keepAlive: true, maxSockets: SENDERS })]
  let isStopping = false
  let wishes: Wish[] = []
  const opened = performance.now()
  const clock = (): string => `${((performance.now() - opened) / 1_000).toFixed(3)} s`
  const tell = (tried: Tried, began: number): void => {
    book.note(tried)
    if (tried.status !== 0 && tried.ms > PROMISE_MS)
      console.error(`chaos: ${clock()}: webhook ${tried.number}: ${tried.status} after ${tried.ms} ms`)
    const fulfilled = wishes.filter(({ since, fits }) => began >= since && fits(tried))
    if (fulfilled.length === 0) return
    wishes = wishes.filter((wish) => !fulfilled.includes(wish))
    for (const { since, fulfil } of fulfilled) fulfil(performance.now() - since)
  }
  const deliver = async (number: number): Promise<void> => {
    const body = numberedBody(seed, number)
    for (const pause of [...AGAIN_MS, 0]) {
      const began = performance.now()
      const answer = await post({ port, agent }, body, signer.headers(body))
      tell({ number, ...answer, ms: performance.now() - began }, began)
      if (answer.status === 200) return
      await sleep(pause)
    }
  }
  const send = async (): Promise<void> => {
    while (!isStopping) {
      const number = book.take()
      const ahead = (number / rate) * 1_000 - (performance.now() - opened)
      if (ahead > 0) await sleep(ahead)
      await deliver(number)
    }
  }
  const running = Promise.all(Array.from({ length: SENDERS }, send))
  return {
    publicKey: signer.publicKey,
    book,
    untilAnswer: (fits) => new Promise((fulfil) => wishes.push({ since: performance.now(), fits, fulfil })),
    clock,
    stop: async () => {
      isStopping = true
      await running
      agent.destroy()
    },
  }
}
