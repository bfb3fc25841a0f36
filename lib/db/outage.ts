import { log } from "#lib/log.ts"

/** Since when the database does not keep webhooks, as this process has seen it. */
export type Outage = {
  /** Milliseconds since 1970. */
  readonly since: number
  readonly reason: string
}

/** A file of the spool, or its folder, that cannot be drained to its end: up to which byte it could, and why. */
export type StuckFile = { readonly file: string; readonly at: number; readonly reason: string }

/** An outage that comes back so soon after its end has not ended: a database with a full disk answers what writes nothing. */
const RELAPSE_MS = 10_000
const RELAPSE_PAUSE_MS = { first: 200, most: 3_000 }

type Ended = { readonly since: number; readonly tell: NodeJS.Timeout }
type Seen = {
  outage: Outage | null
  /** The outage that has just ended, until it can be told that it has. */
  ended: Ended | null
  relapses: number
  /** Until when, by the clock of this process, an outage lasts whatever the database answers meanwhile. */
  lastsUntil: number
  isSpoolFailing: boolean
  readonly stuck: Map<string, StuckFile>
}

/** One view a process: Next bundles its own copy of this module. */
const holder = globalThis as typeof globalThis & { portlineOutage?: Seen }
holder.portlineOutage ??= { outage: null, ended: null, relapses: 0, lastsUntil: 0, isSpoolFailing: false, stuck: new Map() }
const seen = holder.portlineOutage

export const currentOutage = (): Outage | null => seen.outage
export const stuckFiles = (): readonly StuckFile[] => [...seen.stuck.values()]

/** `leastMs`: how long it lasts at least. */
export function noteOutage(reason: string, leastMs = 0): void {
  const until = performance.now() + leastMs
  seen.lastsUntil = seen.outage ? Math.max(seen.lastsUntil, until) : until
  if (seen.outage) return
  const { ended } = seen
  seen.outage = { since: ended?.since ?? Date.now(), reason }
  seen.ended = null
  if (ended) {
    clearTimeout(ended.tell)
    seen.relapses++
  } else log.error({ reason }, "The database does not keep webhooks: they go to disk until it does.")
}

/** Told in the log once it has lasted. One that is to last goes on. */
export function endOutage(): void {
  if (!seen.outage || performance.now() < seen.lastsUntil) return
  const { since } = seen.outage
  const seconds = Math.ceil((Date.now() - since) / 1_000)
  const tell = (): void => {
    log.info({ seconds }, "The database keeps webhooks again.")
    seen.ended = null
    seen.relapses = 0
  }
  seen.outage = null
  seen.ended = { since, tell: setTimeout(tell, RELAPSE_MS).unref() }
}

/** How long an outage is left alone before it is taken for over, in milliseconds: as long as it is to last, and longer each time that it came back. */
export function outagePause(): number {
  const relapse = seen.relapses === 0 ? 0 : Math.min(RELAPSE_PAUSE_MS.first * 2 ** (seen.relapses - 1), RELAPSE_PAUSE_MS.most)
  return Math.max(relapse, seen.lastsUntil - performance.now())
}

/** Told once in the log, not once a webhook: a gap counts them. */
export function noteSpoolFailure(reason: string): void {
  if (!seen.isSpoolFailing) log.error({ reason }, "Webhooks cannot be kept on disk either: they are told to come again.")
  seen.isSpoolFailing = true
}

export function noteSpooled(): void {
  if (seen.isSpoolFailing) log.info("The disk keeps webhooks again.")
  seen.isSpoolFailing = false
}

/** Told once a file and place in the log; shown until it is drained. */
export function noteStuck(stuck: StuckFile): void {
  const known = seen.stuck.get(stuck.file)
  seen.stuck.set(stuck.file, stuck)
  if (known?.at === stuck.at && known.reason === stuck.reason) return
  log.error(stuck, "The spool cannot be drained beyond this byte.")
}

export function forgetStuck(file: string): void {
  seen.stuck.delete(file)
}
