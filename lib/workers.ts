import cluster, { type Worker } from "node:cluster"
import { holdDatabase } from "#lib/db/hold.ts"
import { announce } from "#lib/env.ts"
import { gatherForWorkers, shareMetrics } from "./gather-metrics.ts"
import { log } from "./log.ts"
import type { Serving } from "./serve.ts"

/** What the first process tells its workers of the database; and what a worker answers once it is open, or listens no more. */
type Told = { readonly kind: "hold"; readonly reason: string } | { readonly kind: "open"; readonly databaseUrl: string }
type Answered = { readonly kind: "opened" | "closed" }

/** Server processes that share the port. */
export type Workers = {
  /** Why the database may not be used yet. */
  readonly hold: (reason: string) => void
  /** The database may be used: resolves when all of them have opened. */
  readonly open: (databaseUrl: string) => Promise<void>
  readonly stop: () => Promise<void>
}

const RESTART_MS = 1_000
const SWEEP_MS = 50

/**
 * Connections that the first process has accepted for workers which take none any more. The cluster keeps the last of them
 * open until the process ends; whoever waits for an answer there must be told sooner, to come again. They are the only
 * handles of TCP that nothing owns.
 */
function dropStrays(): void {
  const { _getActiveHandles: activeHandles } = process as unknown as { _getActiveHandles: () => { close?: () => void }[] }
  for (const handle of activeHandles()) if (handle.constructor.name === "TCP") handle.close?.()
}

/** Starts as many, and again each that ends by itself; resolves when all of them listen. */
export async function startWorkers(count: number): Promise<Workers> {
  const exits: Promise<void>[] = []
  let [stopping, told]: [boolean, Told | null] = [false, null]
  const workers = (): Worker[] => Object.values(cluster.workers ?? {}).flatMap((worker) => worker ?? [])
  const tell = (news: Told): void => {
    told = news
    for (const worker of workers()) if (worker.isConnected()) worker.send(news)
  }
  const fork = (): void => {
    const worker = cluster.fork()
    worker.once("listening", () => told && worker.send(told))
    exits.push(new Promise((resolve) => worker.once("exit", () => resolve())))
    worker.once("exit", () => {
      if (!stopping) setTimeout(fork, RESTART_MS)
    })
  }
  const untilAll = (happen: (seen: () => void) => void): Promise<void> =>
    new Promise((resolve) => {
      let seen = 0
      happen(() => ++seen === count && resolve())
    })
  const listening = untilAll((seen) => cluster.on("listening", seen))
  gatherForWorkers()
  for (let index = 0; index < count; index++) fork()
  await listening
  return {
    hold: (reason) => tell({ kind: "hold", reason }),
    open: (databaseUrl) => {
      const opened = untilAll((seen) => cluster.on("message", (_, { kind }: Answered) => kind === "opened" && seen()))
      tell({ kind: "open", databaseUrl })
      return opened
    },
    stop: async () => {
      stopping = true
      const closing = workers().map(
        (worker) =>
          new Promise<void>((resolve) => {
            worker.on("message", ({ kind }: Answered) => kind === "closed" && resolve())
            worker.once("exit", () => resolve())
          }),
      )
      for (const worker of workers()) worker.process.kill("SIGTERM")
      await Promise.all(closing)
      const sweep = setInterval(dropStrays, SWEEP_MS)
      await Promise.all(exits)
      clearInterval(sweep)
      dropStrays()
    },
  }
}

/** A worker does what the first process tells it of the database. */
export function followFirstProcess(serving: Serving): void {
  shareMetrics()
  const answer = (kind: Answered["kind"]): void => void process.send?.({ kind } satisfies Answered)
  void serving.closed.then(() => answer("closed"))
  process.on("message", (news: Told) => {
    if (news.kind === "hold") return holdDatabase(news.reason)
    if (news.kind !== "open") return
    announce({ databaseUrl: news.databaseUrl })
    serving.open().then(
      () => answer("opened"),
      (error: unknown) => {
        log.fatal({ err: error }, "A server process could not be opened.")
        process.exit(1)
      },
    )
  })
}
