import type { Court } from "./court.ts"
import { isKnownMessaging, type Messaging } from "./messaging.ts"
import { isKnownStatus, type Status } from "./status.ts"

type Stated = { readonly status: Status | null; readonly messaging: Messaging | null }

/** Whether an order is in a status or messaging state never heard of. */
export function isUnheard({ status, messaging }: Stated): boolean {
  return (status !== null && !isKnownStatus(status.value)) || (messaging !== null && !isKnownMessaging(messaging.messaging_port_status))
}

/** Whether nobody can tell whose move it is: the rules name nobody, but of a state that they do not know. */
export function isMoveUnknown(order: Stated & { readonly court: Court; readonly deleted_at: string | null }): boolean {
  const isOver = order.deleted_at !== null || order.status?.value === "cancelled"
  return order.court === "none" && !isOver && isUnheard(order)
}
