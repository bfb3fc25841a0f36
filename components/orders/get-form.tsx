"use client"

import { useRouter } from "next/navigation"
import { type FormEvent, type ReactNode, useLayoutEffect, useRef } from "react"

/** The value of the button by which the page was asked for, and when: its form is to stay open for the next step. */
let pressed: { readonly value: string; readonly at: number } | null = null
/** A page that takes longer, or is left before it comes, is another visit. */
const AT_ONCE_MS = 5_000

type GetFormProps = { readonly action: string; readonly label: string; readonly children: ReactNode }

/**
 * A plain form whose answer replaces the page's parts without a reload; unlike Next's own it tells which button was pressed. One with
 * a value is a step of several: in the page that comes the form is open again, and the button has the focus.
 */
export function GetForm({ action, label, children }: GetFormProps) {
  const router = useRouter()
  const ref = useRef<HTMLFormElement>(null)
  useLayoutEffect(() => {
    const wanted = pressed && performance.now() - pressed.at < AT_ONCE_MS ? pressed.value : ""
    const button = [...(ref.current?.querySelectorAll("button") ?? [])].find(({ value }) => value !== "" && value === wanted)
    pressed = null
    const menu = button?.closest("details")
    if (menu) menu.open = true
    button?.focus({ preventScroll: true })
  }, [])
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const { submitter } = event.nativeEvent as SubmitEvent
    pressed = submitter instanceof HTMLButtonElement ? { value: submitter.value, at: performance.now() } : null
    const fields = [...new FormData(event.currentTarget, submitter)].map(([name, value]) => [name, String(value)])
    router.push(`${action}?${new URLSearchParams(fields)}`, { scroll: false })
  }
  return (
    <form ref={ref} action={action} aria-label={label} onSubmit={submit} className="flex flex-col gap-1 p-1">
      {children}
    </form>
  )
}
