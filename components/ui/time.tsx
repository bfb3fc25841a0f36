"use client"

import { useFromNow } from "#lib/client/use-now.ts"
import { usePreferences } from "#lib/client/use-preferences.ts"
import { clockText, dateTimeText, dueText, listText, type Reading, secondText } from "#lib/format/time.ts"

type Style = "ago" | "moment" | "second" | "clock" | "due"
type TimeProps = {
  /** The sender's text. */
  readonly at: string
  readonly style: Style
  /** When it reached us: the toggletip then tells it, and the lag. */
  readonly received?: string
  /** A moment of this server's clock, not of the sender's. */
  readonly ours?: boolean
  /** Only the words, for where a button may not stand (inside a link or a summary). */
  readonly plain?: boolean
}

function textOf(at: string, style: Style, reading: { readonly now: number; readonly reading: Reading }, ours = false): string {
  if (style === "clock") return clockText(at, reading.reading)
  if (style === "moment") return dateTimeText(at, reading.reading)
  if (style === "second") return secondText(at, reading)
  if (style === "due") return dueText(at, reading)
  // What this server's clock told is over, whatever the browser's says.
  return listText(at, ours ? { ...reading, now: Math.max(reading.now, Date.parse(at)) } : reading)
}

/**
 * A moment in the reader's zone; in lists relative for seven days. Pressed, it tells the moment in full: the page's one
 * toggletip (components/frame/time-tip.tsx) reads it off the element, so that fifty rows of them cost nothing.
 */
export function Time({ at, style, received, ours, plain = false }: TimeProps) {
  const reading = usePreferences()
  const text = useFromNow((now) => textOf(at, style, { now, reading }, ours))
  // Locale data differ between a server and some browsers ("Sep", "Sept"): the same moment all the same.
  const time = (
    <time dateTime={at} suppressHydrationWarning>
      {text}
    </time>
  )
  if (plain) return time
  return (
    <button type="button" className="time" data-style={style} data-received={received} data-ours={ours}>
      {time}
    </button>
  )
}
