"use client"

import { useEffect, useId, useRef } from "react"
import { usePreferences } from "#lib/client/use-preferences.ts"
import { fullText, millisBetween, spanText } from "#lib/format/time.ts"

/** The time's button, and what it holds. */
export type Told = { readonly button: HTMLElement; readonly at: string; readonly received: string | undefined; readonly ours: boolean }

/** Below its time, or above where there is no room, and never beyond the window's edge. */
function place(tip: HTMLElement, button: HTMLElement): void {
  const [at, size] = [button.getBoundingClientRect(), tip.getBoundingClientRect()]
  const below = at.bottom + 4 + size.height < window.innerHeight
  const top = below ? at.bottom + 4 : Math.max(4, at.top - 4 - size.height)
  const left = Math.max(8, Math.min(at.left, document.documentElement.clientWidth - size.width - 8))
  tip.style.top = `${top + window.scrollY}px`
  tip.style.left = `${left + window.scrollX}px`
}

function lag(at: string, received: string): string {
  const millis = millisBetween(at, received)
  return millis < 0 ? `${spanText(millis)} before it occurred` : `${spanText(millis)} after it occurred`
}

/** A moment in the reader's zone, in UTC and as it was sent, and when it came. */
export function TimeTipCard({ shown, close }: { shown: Told; close: () => void }) {
  const [tip, id] = [useRef<HTMLDivElement>(null), useId()]
  const reading = usePreferences()
  useEffect(() => {
    if (!tip.current) return
    place(tip.current, shown.button)
    shown.button.setAttribute("aria-describedby", id)
    // Escape closes the tip and does nothing else.
    const closeFirst = (event: KeyboardEvent): void => {
      if (event.key !== "Escape") return
      event.stopPropagation()
      close()
    }
    window.addEventListener("keydown", closeFirst, true)
    return () => {
      window.removeEventListener("keydown", closeFirst, true)
      shown.button.removeAttribute("aria-describedby")
    }
  })
  const rows = [
    ["Your zone", `${fullText(shown.at, reading)} (${reading.zone})`],
    ["UTC", fullText(shown.at, { ...reading, zone: "UTC" })],
    [shown.ours ? "Exactly" : "As sent", shown.at],
    ...(shown.received
      ? [
          ["Received", fullText(shown.received, reading)],
          ["Lag", lag(shown.at, shown.received)],
        ]
      : []),
  ]
  return (
    <div
      ref={tip}
      id={id}
      role="tooltip"
      className="card no-print absolute top-0 left-0 z-30 w-max max-w-[calc(100vw-1rem)] p-3 text-xs shadow-lg"
    >
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1">
        {rows.map(([name, text]) => (
          <div key={name} className="contents">
            <dt className="text-text-3">{name}</dt>
            <dd className={text === shown.at ? "font-mono" : ""} translate={text === shown.at ? "no" : undefined}>
              {text}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
