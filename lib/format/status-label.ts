import { isKnownStatus, type KnownStatus } from "#lib/porting/status.ts"

export type Tone = "attention" | "waiting" | "committed" | "done" | "ending" | "neutral"

const LABELS: Readonly<Record<KnownStatus, readonly [string, Tone]>> = {
  draft: ["Draft", "neutral"],
  "in-process": ["In process", "waiting"],
  submitted: ["Submitted", "waiting"],
  exception: ["Exception", "attention"],
  "foc-date-confirmed": ["Date confirmed", "committed"],
  "activation-in-progress": ["Activating", "committed"],
  ported: ["Ported", "done"],
  "cancel-pending": ["Cancel pending", "ending"],
  cancelled: ["Cancelled", "neutral"],
}

/** The word for a status; one never heard of is its own word. */
export function statusLabel(value: string): string {
  return isKnownStatus(value) ? LABELS[value][0] : value
}

export function statusTone(value: string): Tone {
  return isKnownStatus(value) ? LABELS[value][1] : "neutral"
}
