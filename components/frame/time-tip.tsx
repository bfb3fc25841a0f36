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
  tip.style.top = `${below ? at.bottom + 4 : Math.max(4, at.top - 4 - size.height)}px`
  tip.style.left = `${Math.max(8, Math.min(at.left, window.innerWidth - size.width - 8))}px`
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
    const close = (): void => setShown(null)
    const listeners = [["click", press] as const, ["focusin", focus] as const, ["scroll", close] as const]
    for (const [name, listener] of listeners) document.addEventListener(name, listener, name === "scroll")
    return () => {
      for (const [name, listener] of listeners) document.removeEventListener(name, listener, name === "scroll")
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
    <div ref={tip} id={id} role="tooltip" className="card no-print fixed z-30 max-w-[calc(100vw-1rem)] p-3 text-xs shadow-lg">
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
