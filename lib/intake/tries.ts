import { randomUUID } from "node:crypto"
import type { Receipt } from "./receipt.ts"

/**
 * One try to keep a batch: its place in a run of tries that follow each other. The statement that keeps the batch
 * writes the place down, so that of a try whose end nobody saw (the connection broke, the database froze) it can be
 * told later whether it was kept.
 */
export type Try = { readonly run: string; readonly place: number }

/** A try's run was closed before it: one of its receipts has gone to the spool. Says nothing of the database, nor of the others. */
export class RunClosed extends Error {
  constructor() {
    super("What this try was to keep has gone to the spool.")
  }
}

type Run = { readonly id: string; place: number }
type Fate = { tries: readonly Try[]; isGivenUp: boolean }

/** Runs whose last try has been seen to succeed: the next one may follow. */
const free: Run[] = []
const fates = new WeakMap<Receipt, Fate>()

function fateOf(receipt: Receipt): Fate {
  const known = fates.get(receipt)
  if (known) return known
  const made: Fate = { tries: [], isGivenUp: false }
  fates.set(receipt, made)
  return made
}

export const isGivenUp = (receipt: Receipt): boolean => fates.get(receipt)?.isGivenUp ?? false

/** Runs `work` as one try for these receipts. After a failure its run is never used again: the try may still go through. */
export async function trying<Result>(receipts: readonly Receipt[], work: (attempt: Try) => Promise<Result>): Promise<Result> {
  const run = free.pop() ?? { id: randomUUID(), place: 0 }
  run.place++
  const attempt = { run: run.id, place: run.place }
  for (const receipt of receipts) fateOf(receipt).tries = [...fateOf(receipt).tries, attempt]
  const result = await work(attempt)
  free.push(run)
  return result
}

/** From now on nothing tries to keep this receipt: it goes to the spool, with the tries of which it is not known whether they kept it. */
export function giveUp(receipt: Receipt): readonly Try[] {
  const fate = fateOf(receipt)
  fate.isGivenUp = true
  return fate.tries
}

/**
 * Says of a receipt, before a try comes through, that the try keeps it not. False where that is too late: it has been given up,
 * and is on disk as one that this try may have kept.
 */
export function leaveOut(receipt: Receipt, attempt: Try): boolean {
  const fate = fateOf(receipt)
  if (fate.isGivenUp) return false
  fate.tries = fate.tries.filter((one) => one !== attempt)
  return true
}
