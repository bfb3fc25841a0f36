import type { Mark } from "../status/mark-icon.tsx"

const MARKS: Readonly<Record<string, Mark>> = {
  not_applicable: { shape: "bubble", glyph: "minus" },
  pending: { shape: "dashed-bubble", glyph: "none" },
  activating: { shape: "bubble", glyph: "dots" },
  exception: { shape: "filled-bubble", glyph: "bang" },
  partial_port_complete: { shape: "dashed-bubble", glyph: "tick" },
  canceled: { shape: "bubble", glyph: "cross" },
  ported: { shape: "bubble", glyph: "tick" },
}
const UNKNOWN: Mark = { shape: "bubble", glyph: "query" }

export const isMarkedMessaging = (state: string): boolean => Object.hasOwn(MARKS, state)

/** A speech bubble for a messaging state, with a query in it for one never heard of. */
export function messagingMark(state: string): Mark {
  return isMarkedMessaging(state) ? (MARKS[state] ?? UNKNOWN) : UNKNOWN
}
