"use client"

import { useFromNow } from "#lib/client/use-now.ts"
import { spanText } from "#lib/format/time.ts"

/** How long it has been since a moment, and whatever was spent before. */
export function Elapsed({ since, before = 0 }: { since: string; before?: number }) {
  return <span>{useFromNow((now) => spanText(before + Math.max(0, now - Date.parse(since))))}</span>
}
