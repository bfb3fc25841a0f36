/** The known messaging states in the order of their rank, which is stored. An open set, as the statuses are. */
export const MESSAGING_STATES = [
  "not_applicable",
  "pending",
  "activating",
  "exception",
  "partial_port_complete",
  "canceled",
  "ported",
] as const

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue }

/** Telnyx's messaging object; only the state is certain, other members are kept as sent. */
export type Messaging = {
  readonly messaging_port_status: string
  readonly enable_messaging?: boolean
  readonly messaging_capable?: boolean
  readonly messaging_port_completed?: boolean
  readonly [key: string]: JsonValue | undefined
}

/** The states in which messaging still has a way to go. */
export const OPEN_MESSAGING_STATES: readonly string[] = ["pending", "activating", "exception", "partial_port_complete"]

export function isKnownMessaging(value: string): boolean {
  return (MESSAGING_STATES as readonly string[]).includes(value)
}

/** 1 for not_applicable up to 7 for ported; 0 for a value never heard of. */
export function messagingRank(value: string): number {
  return (MESSAGING_STATES as readonly string[]).indexOf(value) + 1
}

/** Whether messaging still has a way to go: such an order is open although its voice has ported. */
export function isMessagingOpen(messaging: Messaging | null): boolean {
  return messaging !== null && OPEN_MESSAGING_STATES.includes(messaging.messaging_port_status)
}
