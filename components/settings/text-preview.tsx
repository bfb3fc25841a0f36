"use client"

import { useEffect, useState } from "react"
import { type CustomerFields, fillCustomerText } from "#lib/format/customer-text.ts"

type TextPreviewProps = {
  /** The id of the text's input. */
  readonly input: string
  readonly initial: string
  readonly fields: CustomerFields
}

/** The customer text as it would be copied, with an order's fields filled in; follows the typing. */
export function TextPreview({ input: id, initial, fields }: TextPreviewProps) {
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
      {text.trim() ? fillCustomerText(text, fields) : <span className="text-text-3">Nothing to tell the customer.</span>}
    </p>
  )
}
