"use client"

import { useNow } from "#lib/client/use-now.ts"
import { spanText } from "#lib/format/time.ts"

/** How long it has been since a moment, and whatever was spent before. */
export function Elapsed({ since, before = 0 }: { since: string; before?: number }) {
  const now = useNow()
  return now === null ? null : <>{spanText(before + now - Date.parse(since))}</>
}
