import { isKnownStatus, type KnownStatus } from "#lib/porting/status.ts"
import type { Mark } from "./mark-icon.tsx"

const MARKS: Readonly<Record<KnownStatus, Mark>> = {
  draft: { shape: "dashed-circle", glyph: "pencil" },
  "in-process": { shape: "circle", glyph: "clock" },
  submitted: { shape: "circle", glyph: "out" },
  exception: { shape: "octagon", glyph: "bang" },
  "foc-date-confirmed": { shape: "calendar", glyph: "tick" },
  "activation-in-progress": { shape: "square", glyph: "arrows" },
  ported: { shape: "circle", glyph: "tick" },
  "cancel-pending": { shape: "half-dashed-circle", glyph: "minus" },
  cancelled: { shape: "circle", glyph: "cross" },
}

export function statusMark(value: string): Mark {
  return isKnownStatus(value) ? MARKS[value] : { shape: "dotted-square", glyph: "query" }
}
