"use client"

import { type ComponentType, useEffect, useState } from "react"
import type { Told } from "./time-tip-card.tsx"

const timeAt = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>("button.time") : null

function told(button: HTMLElement): Told {
  return { button, at: button.querySelector("time")?.dateTime ?? "", received: button.dataset.received, ours: "ours" in button.dataset }
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

type Card = ComponentType<{ shown: Told; close: () => void }>

/** The page's one toggletip for moments: the reader's zone, UTC, the sender's text, and when it came. Most visits ask about none. */
export function TimeTip() {
  const [shown, close] = useToldTime()
  const [card, setCard] = useState<{ readonly Card: Card } | null>(null)
  useEffect(() => {
    // One that cannot be loaded, as while the server is away, costs the page nothing.
    if (shown && !card) import("./time-tip-card.tsx").then(({ TimeTipCard }) => setCard({ Card: TimeTipCard })).catch(() => {})
  }, [shown, card])
  return shown && card && <card.Card shown={shown} close={close} />
}
