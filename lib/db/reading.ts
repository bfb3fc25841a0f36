import { AsyncLocalStorage } from "node:async_hooks"

/** Where what a request reads is read: at the primary, or at a replica that has all that the request must see. */
export type ReadPlace = "primary" | "replica"

type Held = { readonly places: AsyncLocalStorage<ReadPlace>; restUntil: number; restMs: number }

/** One a process: Next bundles its own copy of this module. */
const holder = globalThis as typeof globalThis & { portlineReading?: Held }
holder.portlineReading ??= { places: new AsyncLocalStorage(), restUntil: 0, restMs: 0 }
const held = holder.portlineReading

/** How long a replica that failed is not asked anything: twice as long each time that it fails again. */
const REST_MS = { first: 1_000, most: 30_000 }

/** Runs what answers a request: all its reads go to that place. */
export const readingFrom = <Result>(place: ReadPlace, run: () => Result): Result => held.places.run(place, run)

/** What is no request's reads from the primary: it may go on from what it has read. */
export const readPlace = (): ReadPlace => held.places.getStore() ?? "primary"

/** A replica that has failed: for a while nobody tries it. */
export function restReplica(): void {
  if (isReplicaResting()) return
  held.restMs = Math.min(Math.max(held.restMs * 2, REST_MS.first), REST_MS.most)
  held.restUntil = performance.now() + held.restMs
}

/** It answers again. */
export function wakeReplica(): void {
  held.restMs = 0
}

export const isReplicaResting = (): boolean => performance.now() < held.restUntil
