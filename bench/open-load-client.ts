import { fork } from "node:child_process"
import { once } from "node:events"
import { join } from "node:path"
import { childEnv } from "#lib/env.ts"
import type { LoadOrder } from "./load-client.ts"
import type { LoadResult } from "./run-load.ts"

export type LoadClient = { readonly run: (order: LoadOrder) => Promise<LoadResult>; readonly close: () => unknown }
type Reply = { readonly result: LoadResult } | { readonly error: string }

/** How long making bodies and the last answers may take beyond the load itself. */
const GRACE_MS = 60_000

/** Starts the process that makes the load. A run rejects when the client fails, or does not end in time. */
export function openLoadClient(): LoadClient {
  const child = fork(join(import.meta.dirname, "load-client.ts"), [], { env: childEnv(), execArgv: [] })
  const gone = new AbortController()
  child.once("exit", () => gone.abort(new Error("the process that makes the load has ended")))
  const run = async (order: LoadOrder): Promise<LoadResult> => {
    child.send(order)
    const signal = AbortSignal.any([gone.signal, AbortSignal.timeout(order.seconds * 1000 + GRACE_MS)])
    const [reply] = (await once(child, "message", { signal })) as [Reply]
    if ("error" in reply) throw new Error(`the load could not be carried out: ${reply.error}`)
    return reply.result
  }
  return { run, close: () => child.connected && child.disconnect() }
}
