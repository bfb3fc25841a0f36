"use client"

import { useNow } from "#lib/client/use-now.ts"
import { spanText } from "#lib/format/time.ts"

/** How long ago a moment is; nothing until the reader's clock is known. */
export function Duration({ since }: { since: string }) {
  const now = useNow()
  return now === null ? null : <span>({spanText(now - Date.parse(since))})</span>
}
