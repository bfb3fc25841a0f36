"use client"

import { useRouter } from "next/navigation"
import type { ComponentProps, SubmitEvent as Submitted } from "react"

type GetFormProps = Omit<ComponentProps<"form">, "action" | "method" | "target"> & {
  readonly action: string
  /** Whether the page that comes begins at its top. */
  readonly scroll?: boolean
}

/**
 * A plain form of texts whose answer replaces the page's parts without a reload; its buttons name no action of their own. Next's own leaves out which button was pressed, asks for pages
 * ahead that nobody may want, and is a twentieth of what we send of our own.
 */
export function GetForm({ action, scroll = true, onSubmit, ...form }: GetFormProps) {
  const router = useRouter()
  const submit = (event: Submitted<HTMLFormElement>): void => {
    onSubmit?.(event)
    if (event.defaultPrevented) return
    event.preventDefault()
    const { nativeEvent, currentTarget } = event
    const submitter = nativeEvent instanceof SubmitEvent ? nativeEvent.submitter : null
    const fields = [...new FormData(currentTarget, submitter)].map(([name, value]) => [name, String(value)])
    router.push(`${action}?${new URLSearchParams(fields)}`, { scroll })
  }
  return <form {...form} action={action} onSubmit={submit} />
}
