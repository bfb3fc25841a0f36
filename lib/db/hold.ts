/**
 * Why nothing of the database may be read or written yet: it is being started or migrated, it is away, or it is a newer
 * version's. Null: it may be used. One a process: Next bundles its own copy of this module.
 */
type Hold = { reason: string | null }

const holder = globalThis as typeof globalThis & { portlineHold?: Hold }
holder.portlineHold ??= { reason: null }
const hold = holder.portlineHold

export const databaseHold = (): string | null => hold.reason

/** From now on every use of the database fails with this reason: webhooks go to the spool, and stay there. */
export function holdDatabase(reason: string): void {
  hold.reason = reason
}

export function releaseDatabase(): void {
  hold.reason = null
}
