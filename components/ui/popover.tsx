"use client"

import type { FocusEvent, KeyboardEvent, ReactNode } from "react"

function closeWhenLeft(event: FocusEvent<HTMLDetailsElement>): void {
  if (!event.currentTarget.contains(event.relatedTarget)) event.currentTarget.open = false
}

function closeOnEscape(event: KeyboardEvent<HTMLDetailsElement>): void {
  if (event.key !== "Escape" || !event.currentTarget.open) return
  event.preventDefault()
  event.currentTarget.open = false
  event.currentTarget.querySelector("summary")?.focus()
}

/** Where it is narrow a sheet at the foot of the screen, above the bar that is there: floating it would reach out of the page. */
const SHEET =
  "max-md:fixed max-md:end-2 max-md:bottom-2 max-md:z-30 max-md:flex max-md:max-h-[60dvh] max-md:flex-col sm:max-md:w-80 max-sm:start-2 max-sm:bottom-[4.75rem]"
const FLOATING = "md:absolute md:top-full md:z-10 md:mt-1 md:w-72"

type PopoverProps = {
  readonly summary: ReactNode
  readonly align?: "start" | "end"
  /** Where it is a sheet it stays in sight at its foot. */
  readonly foot?: ReactNode
  readonly children: ReactNode
}

/** A native disclosure that floats; with JavaScript it also closes on Escape and when left. */
export function Popover({ summary, align = "start", foot, children }: PopoverProps) {
  return (
    <details name="popover" className="relative" onBlur={closeWhenLeft} onKeyDown={closeOnEscape}>
      <summary className="control list-none">{summary}</summary>
      <div tabIndex={-1} className={`card p-1 shadow-lg ${SHEET} ${FLOATING} ${align === "end" ? "md:end-0" : "md:start-0"}`}>
        <div className="more-shade min-h-0 rounded-card overflow-y-auto md:max-h-96">{children}</div>
        {foot && <div className="flex border-t border-hairline p-2 md:hidden">{foot}</div>}
      </div>
    </details>
  )
}
