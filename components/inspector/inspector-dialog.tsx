"use client"

import X from "lucide-react/icons/x"
import { type ReactNode, type RefObject, useEffect, useRef } from "react"

type DialogProps = {
  readonly eventKey: string
  readonly place: string
  readonly opener: RefObject<HTMLElement | null>
  readonly close: () => void
  readonly children: ReactNode
}

/** Where focus goes when the drawer closes: to what opened it, else to the row of its event, else to the page. */
function giveFocusBack(opener: HTMLElement | null, eventKey: string): void {
  const row = document.querySelector<HTMLElement>(`main a[href*="event=${CSS.escape(eventKey)}"]`)
  const target = opener?.isConnected ? opener : (row ?? document.querySelector<HTMLElement>("#main"))
  target?.focus()
}

/** A native dialog at the side: open in the page without JavaScript, modal with it. */
export function InspectorDialog({ eventKey, place, opener, close, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const shown = useRef(eventKey)
  useEffect(() => {
    shown.current = eventKey
    const { current } = dialog
    if (current?.matches(":modal")) current.querySelector<HTMLElement>("[data-close]")?.focus()
  }, [eventKey])
  useEffect(() => {
    // Rendered open, so that it can be read without JavaScript; only one that is not open can become modal.
    dialog.current?.removeAttribute("open")
    dialog.current?.showModal()
    return () => giveFocusBack(opener.current, shown.current)
  }, [opener])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself; the click is one beside it
    <dialog
      ref={dialog}
      open
      aria-labelledby="inspector-title"
      className="fixed inset-y-0 start-auto end-0 z-30 m-0 h-dvh max-h-none w-full max-w-2xl overflow-y-auto overscroll-contain border-hairline bg-bg text-text shadow-lg backdrop:bg-[rgb(0_0_0/0.45)] sm:border-s print:static print:h-auto"
      onCancel={(event) => {
        event.preventDefault()
        close()
      }}
      onClick={(event) => event.target === event.currentTarget && close()}
    >
      <div className="px-4 pb-8 sm:px-6">
        <header className="sticky top-0 z-10 -mx-1 mb-2 flex items-center justify-between bg-bg px-1 py-3">
          <h2 id="inspector-title">Raw event</h2>
          <a href={place} data-close className="control no-print">
            <X size={16} strokeWidth={1.75} aria-hidden="true" /> Close
          </a>
        </header>
        {children}
      </div>
    </dialog>
  )
}
