import { createHash, randomUUID } from "node:crypto"
import pg from "pg"
import { sentStatus } from "./sent.ts"
import { get, post } from "./webhook.ts"

/** A delivery as its sender saw it. Status 0: no answer, the connection was refused or cut. */
/** `at`: when the answer came, in milliseconds of this process; `ms`: how long it took. */
export type Tried = { readonly hash: string; readonly status: number; readonly result: unknown; readonly ms: number; readonly at: number }
export type Load = { readonly stop: () => Promise<readonly Tried[]> }

/** Waits until something holds; what throws does not hold yet. */
export async function until(what: string, holds: () => Promise<boolean>, patienceMs = 30_000): Promise<void> {
  const deadline = Date.now() + patienceMs
  while (!(await holds().catch(() => false))) {
    if (Date.now() > deadline) throw new Error(`It did not come to be that ${what}.`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Sends a webhook that no other equals. */
export async function deliver(url: string): Promise<Tried> {
  const body = sentStatus("submitted", { order: randomUUID() })
  const [hash, began] = [createHash("sha256").update(body).digest("hex"), performance.now()]
  const answer = await post(url, body).catch(() => null)
  const at = performance.now()
  return { hash, status: answer?.status ?? 0, result: answer?.json.result, ms: at - began, at }
}

/** Several senders, one webhook after the other each, until told to stop. */
export function startLoad(url: string, senders = 4): Load {
  const tries: Tried[] = []
  let isStopping = false
  const send = async (): Promise<void> => {
    while (!isStopping) {
      const tried = await deliver(url)
      tries.push(tried)
      await new Promise((resolve) => setTimeout(resolve, tried.status === 0 ? 20 : 2))
    }
  }
  const running = Promise.all(Array.from({ length: senders }, send))
  const stop = async (): Promise<readonly Tried[]> => {
    isStopping = true
    await running
    return tries
  }
  return { stop }
}

/** Waits until the server keeps webhooks in its database, and nothing waits on disk. */
export async function untilKeeping(url: string): Promise<void> {
  await until("webhooks are stored", async () => (await deliver(url)).result === "stored")
  await untilDrained(url)
}

/** What a busy machine kept on disk is in the database. */
export async function untilDrained(url: string): Promise<void> {
  await until("the spool is drained", async () => {
    const { status, json } = await get(url, "/api/stats")
    return status === 200 && json.spooled === 0
  })
}

/** Those answered 200 of which the database has nothing: by the ledger's rule there are none. */
export async function missingOf(tries: readonly Pick<Tried, "hash" | "status">[], databaseUrl: string): Promise<readonly string[]> {
  const acked = tries.filter(({ status }) => status === 200).map(({ hash }) => hash)
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const { rows } = await client.query<{ hash: string }>("SELECT encode(sha256(raw), 'hex') AS hash FROM events")
  await client.end()
  const kept = new Set(rows.map(({ hash }) => hash))
  return acked.filter((hash) => !kept.has(hash))
}
