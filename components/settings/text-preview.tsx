"use client"

import { useEffect, useState } from "react"
import { usePreferences } from "#lib/client/use-preferences.ts"
import { type CustomerFields, fillCustomerText } from "#lib/format/customer-text.ts"
import { dateText } from "#lib/format/time.ts"

type TextPreviewProps = {
  /** The id of the text's input. */
  readonly input: string
  readonly initial: string
  /** `since` as a moment: it is told as the reader has times told. */
  readonly fields: CustomerFields
}

/** The customer text as it would be copied, with an order's fields filled in; follows the typing. */
export function TextPreview({ input: id, initial, fields }: TextPreviewProps) {
  const preferences = usePreferences()
  const filled = { ...fields, since: fields.since && dateText(fields.since, preferences) }
  const [text, setText] = useState(initial)
  useEffect(() => {
    const input = document.getElementById(id)
    if (!(input instanceof HTMLTextAreaElement)) return
    const follow = (): void => setText(input.value)
    input.addEventListener("input", follow)
    return () => input.removeEventListener("input", follow)
  }, [id])
  return (
    <p className="whitespace-pre-wrap rounded-control bg-surface p-3 text-sm">
      {text.trim() ? fillCustomerText(text, filled) : <span className="text-text-3">Nothing to tell the customer.</span>}
    </p>
  )
}
