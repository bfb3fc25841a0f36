"use client"

import { useEffect, useId, useRef, useState } from "react"
import { usePreferences } from "#lib/client/use-preferences.ts"
import { fullText, millisBetween, spanText } from "#lib/format/time.ts"

type Told = { readonly button: HTMLElement; readonly at: string; readonly received: string | undefined; readonly ours: boolean }

const timeAt = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>("button.time") : null

function told(button: HTMLElement): Told {
  return { button, at: button.querySelector("time")?.dateTime ?? "", received: button.dataset.received, ours: "ours" in button.dataset }
}

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

/** The time that was pressed, or reached by keyboard. */
function useToldTime(): readonly [Told | null, () => void] {
  const [shown, setShown] = useState<Told | null>(null)
  useEffect(() => {
    const press = ({ target }: Event): void => {
      const button = timeAt(target)
      setShown((before) => (button && before?.button !== button ? told(button) : null))
    }
    const focus = ({ target }: Event): void => {
      const button = timeAt(target)
      setShown(button?.matches(":focus-visible") ? told(button) : null)
    }
    document.addEventListener("click", press)
    document.addEventListener("focusin", focus)
    return () => {
      document.removeEventListener("click", press)
      document.removeEventListener("focusin", focus)
    }
  }, [])
  return [shown, () => setShown(null)]
}

/** The page's one toggletip for moments: the reader's zone, UTC, the sender's text, and when it came. */
export function TimeTip() {
  const [shown, close] = useToldTime()
  const [tip, id] = [useRef<HTMLDivElement>(null), useId()]
  const reading = usePreferences()
  useEffect(() => {
    if (!shown || !tip.current) return
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
  if (!shown) return null
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
