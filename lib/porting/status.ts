/**
 * The known porting statuses in the order of their rank, which breaks exact ties in time. Events are stored with it: a place is never
 * another status's.
 * An open set: a value that is not here is kept, shown as sent and ranks below every known one.
 */
export const STATUSES = [
  "draft",
  "in-process",
  "submitted",
  "exception",
  "foc-date-confirmed",
  "activation-in-progress",
  "ported",
  "cancel-pending",
  "cancelled",
] as const

export type KnownStatus = (typeof STATUSES)[number]

export type StatusDetail = { readonly code: string | null; readonly description: string | null }
export type Status = { readonly value: string; readonly details: readonly StatusDetail[] }

export function isKnownStatus(value: string): value is KnownStatus {
  return (STATUSES as readonly string[]).includes(value)
}

/** 1 for draft up to 9 for cancelled; 0 for a value never heard of. */
export function statusRank(value: string): number {
  return (STATUSES as readonly string[]).indexOf(value) + 1
}
