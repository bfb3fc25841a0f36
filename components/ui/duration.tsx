"use client"

import { useNow } from "#lib/client/use-now.ts"
import { spanText } from "#lib/format/time.ts"

/** How long ago a moment is. */
export function Duration({ since }: { since: string }) {
  return <span>({spanText(useNow() - Date.parse(since))})</span>
}
