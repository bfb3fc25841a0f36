"use client"

import { useNow } from "#lib/client/use-now.ts"
import { useZone } from "#lib/client/use-zone.ts"
import { agoText, clockText, dateText, dateTimeText } from "#lib/format/time.ts"

type Style = "ago" | "moment" | "clock"

/** A moment: absolute and in UTC from the server, then in the reader's zone and, in lists, relative for seven days. */
export function Time({ at, style }: { at: string; style: Style }) {
  const now = useNow()
  const zone = useZone()
  const text = style === "clock" ? clockText(at, zone) : style === "moment" ? dateTimeText(at, zone) : listText(at, now, zone)
  return (
    <time dateTime={at} className="whitespace-nowrap">
      {text}
    </time>
  )
}

function listText(at: string, now: number | null, zone: string): string {
  if (now === null) return dateTimeText(at, zone)
  return agoText(at, now) ?? dateText(at, zone)
}
