"use client"

import { type FormEvent, type ReactNode, useLayoutEffect, useRef } from "react"
import { GetForm } from "../ui/get-form.tsx"

/** The value of the button by which the page was asked for, and when: its form is to stay open for the next step. */
let pressed: { readonly value: string; readonly at: number } | null = null
/** A page that takes longer, or is left before it comes, is another visit. */
const AT_ONCE_MS = 5_000

const notePressed = ({ nativeEvent }: FormEvent<HTMLFormElement>): void => {
  const submitter = nativeEvent instanceof SubmitEvent ? nativeEvent.submitter : null
  pressed = submitter instanceof HTMLButtonElement ? { value: submitter.value, at: performance.now() } : null
}

type StepFormProps = { readonly action: string; readonly label: string; readonly children: ReactNode }

/** A form whose buttons with a value are steps of several: in the page that comes it is open again, and the button has the focus. */
export function StepForm({ action, label, children }: StepFormProps) {
  const ref = useRef<HTMLFormElement>(null)
  useLayoutEffect(() => {
    const wanted = pressed && performance.now() - pressed.at < AT_ONCE_MS ? pressed.value : ""
    const button = [...(ref.current?.querySelectorAll("button") ?? [])].find(({ value }) => value !== "" && value === wanted)
    pressed = null
    const menu = button?.closest("details")
    if (menu) menu.open = true
    button?.focus({ preventScroll: true })
  }, [])
  return (
    <GetForm ref={ref} action={action} scroll={false} aria-label={label} onSubmit={notePressed} className="flex flex-col gap-1 p-1">
      {children}
    </GetForm>
  )
}
