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

type PopoverProps = { readonly summary: ReactNode; readonly align?: "start" | "end"; readonly children: ReactNode }

/** A native disclosure that floats; with JavaScript it also closes on Escape and when left. */
export function Popover({ summary, align = "start", children }: PopoverProps) {
  return (
    <details name="popover" className="relative" onBlur={closeWhenLeft} onKeyDown={closeOnEscape}>
      <summary className="control list-none">{summary}</summary>
      <div
        tabIndex={-1}
        className={`card absolute top-full z-10 mt-1 max-h-96 w-72 max-w-[calc(100vw-2rem)] overflow-y-auto p-1 shadow-lg ${align === "end" ? "end-0" : "start-0 max-md:static"}`}
      >
        {children}
      </div>
    </details>
  )
}
