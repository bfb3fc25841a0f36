import { log } from "#lib/log.ts"

/** Since when the database does not keep webhooks, as this process has seen it. */
export type Outage = {
  /** Milliseconds since 1970. */
  readonly since: number
  readonly reason: string
}

/** A file of the spool, or its folder, that cannot be drained to its end: up to which byte it could, and why. */
export type StuckFile = { readonly file: string; readonly at: number; readonly reason: string }

type Seen = { outage: Outage | null; isSpoolFailing: boolean; readonly stuck: Map<string, StuckFile> }

/** One view a process: Next bundles its own copy of this module. */
const holder = globalThis as typeof globalThis & { portlineOutage?: Seen }
holder.portlineOutage ??= { outage: null, isSpoolFailing: false, stuck: new Map() }
const seen = holder.portlineOutage

export const currentOutage = (): Outage | null => seen.outage
export const stuckFiles = (): readonly StuckFile[] => [...seen.stuck.values()]

export function noteOutage(reason: string): void {
  if (seen.outage) return
  seen.outage = { since: Date.now(), reason }
  log.error({ reason }, "The database does not keep webhooks: they go to disk until it does.")
}

export function endOutage(): void {
  if (!seen.outage) return
  log.info({ seconds: Math.ceil((Date.now() - seen.outage.since) / 1_000) }, "The database keeps webhooks again.")
  seen.outage = null
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
