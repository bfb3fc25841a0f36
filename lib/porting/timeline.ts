import type { PortingEvent } from "./event.ts"

/** What the sentence of a status is like that names reasons, as LIKE has it; no known status has a bracket. */
export const WITH_REASONS = "Status: % (%"
const MOVED = /^(A number|\d+ numbers?) moved from (\S+) to (\S+)$/

/** What a split's sentence says: the move, and whether its numbers are listed. Null for the sentence of anything else. */
export function readMove(summary: string): { readonly from: string; readonly to: string; readonly isListed: boolean } | null {
  const [, numbers, from, to] = MOVED.exec(summary) ?? []
  return from && to ? { from, to, isListed: numbers !== "A number" } : null
}

/** One plain English sentence of what the event says, in the sender's own values. */
export function summarize(event: PortingEvent): string {
  switch (event.kind) {
    case "status": {
      const codes = event.status.details.map((detail) => detail.code || detail.description).join(", ")
      return `Status: ${event.status.value}${codes && ` (${codes})`}`
    }
    case "messaging":
      return `Messaging: ${event.messaging.messaging_port_status}`
    case "comment":
      return `Comment by ${event.comment.userType ?? "an unknown author"}`
    case "split": {
      const numbers = new Set(event.numberIds).size
      const words = numbers === 0 ? "A number" : `${numbers} ${numbers === 1 ? "number" : "numbers"}`
      return `${words} moved from ${event.from} to ${event.to}`
    }
    case "deleted":
      return "Draft deleted"
    case "unrecognised":
      return `Unknown event type ${event.type}`
  }
}
