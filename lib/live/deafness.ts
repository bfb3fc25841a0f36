import { log } from "#lib/log.ts"

/** After so long without a connection nobody is to believe any more that changes are told of. */
const DEAF_MS = 10_000

/** `since`: from when on no change is heard of, in milliseconds since 1970. */
type Deafness = { since: number | null; isTold: boolean }

/** One a process: Next bundles its own copy of this module. */
const holder = globalThis as typeof globalThis & { portlineDeafness?: Deafness }
holder.portlineDeafness ??= { since: null, isTold: false }
const deafness = holder.portlineDeafness

/** Whether changes have not been heard of for so long that screens had better ask by themselves. */
export const isDeaf = (): boolean => deafness.since !== null && Date.now() - deafness.since > DEAF_MS

export function noteSilence(): void {
  deafness.since ??= Date.now()
}

export function noteHearing(): void {
  if (deafness.isTold) log.info("The database's changes are heard of again.")
  deafness.since = null
  deafness.isTold = false
}

/** Told once in the log. */
export function noteDeaf(reason: string): void {
  if (!deafness.isTold) log.error({ reason }, "The database's changes are not heard of (LISTEN): screens have to ask by themselves.")
  deafness.isTold = true
}
