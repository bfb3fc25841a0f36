"use client"

import { useRouter } from "next/navigation"
import type { FormEvent, ReactNode } from "react"

type GetFormProps = { readonly action: string; readonly label: string; readonly children: ReactNode }

/** A plain form whose answer replaces the page's parts without a reload; unlike Next's own it tells which button was pressed. */
export function GetForm({ action, label, children }: GetFormProps) {
  const router = useRouter()
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const { submitter } = event.nativeEvent as SubmitEvent
    const fields = [...new FormData(event.currentTarget, submitter)].map(([name, value]) => [name, String(value)])
    router.push(`${action}?${new URLSearchParams(fields)}`, { scroll: false })
  }
  return (
    <form action={action} aria-label={label} onSubmit={submit} className="flex flex-col gap-1 p-1">
      {children}
    </form>
  )
}
