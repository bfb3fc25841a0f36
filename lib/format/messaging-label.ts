import type { Tone } from "./status-label.ts"

const LABELS: Readonly<Record<string, readonly [string, Tone]>> = {
  not_applicable: ["Not applicable", "neutral"],
  pending: ["Pending", "waiting"],
  activating: ["Activating", "waiting"],
  exception: ["Exception", "attention"],
  partial_port_complete: ["Partly ported", "ending"],
  canceled: ["Cancelled", "neutral"],
  ported: ["Ported", "done"],
}

const isLabelled = (value: string): boolean => Object.hasOwn(LABELS, value)

/** The word for a messaging state; one never heard of is its own word. */
export function messagingLabel(value: string): string {
  return isLabelled(value) ? (LABELS[value]?.[0] ?? value) : value
}

export function messagingTone(value: string): Tone {
  return isLabelled(value) ? (LABELS[value]?.[1] ?? "neutral") : "neutral"
}
