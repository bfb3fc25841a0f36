"use client"

import { type FormEvent, type ReactNode, useEffect, useLayoutEffect, useRef } from "react"
import { urls } from "#lib/contract.ts"
import { GetForm } from "../ui/get-form.tsx"
import { keepPlace, resumePlace } from "./form-place.ts"
import { guardChoices } from "./guard-choices.ts"
import { askedBy, hasChanged, openMenus } from "./menu-choices.ts"

/** Asks for what was chosen in a menu once that is closed, however it happens: it would look as if it held, and be lost. */
function askWhenClosed(form: HTMLFormElement, asked: { readonly current: string }): () => void {
  const apply = ({ target }: Event): void => {
    const isClosed = target instanceof HTMLDetailsElement && !target.open
    if (isClosed && hasChanged(target) && askedBy(form) !== asked.current) form.requestSubmit()
  }
  // The event does not bubble: on its way down it passes here.
  form.addEventListener("toggle", apply, true)
  const leave = guardChoices(form)
  return () => {
    form.removeEventListener("toggle", apply, true)
    leave()
  }
}

/** The form of the filters. Each page has its own, which goes on where the one before it was left. */
export function FilterForm({ children }: { children: ReactNode }) {
  const ref = useRef<HTMLFormElement>(null)
  const asked = useRef("")
  useEffect(() => (ref.current ? askWhenClosed(ref.current, asked) : undefined), [])
  useLayoutEffect(() => {
    const form = ref.current
    if (!form) return
    resumePlace(form)
    return () => keepPlace(form)
  }, [])
  const ask = ({ currentTarget: form, nativeEvent }: FormEvent<HTMLFormElement>): void => {
    asked.current = askedBy(form)
    // By its button or Enter, not because a menu was closed: the next one may be open already.
    if (!(nativeEvent instanceof SubmitEvent) || nativeEvent.submitter === null) return
    for (const menu of openMenus(form)) {
      if (menu.contains(document.activeElement)) menu.querySelector("summary")?.focus()
      menu.open = false
    }
  }
  return (
    <GetForm
      ref={ref}
      action={urls.orders()}
      scroll={false}
      onSubmit={ask}
      aria-label="Filter orders"
      className="no-print flex flex-wrap items-center gap-2"
    >
      {children}
    </GetForm>
  )
}
