"use client"

import Check from "lucide-react/icons/check"
import Copy from "lucide-react/icons/copy"
import { useState } from "react"
import { copyText } from "#lib/client/copy-text.ts"

const SHOWN_MS = 2_000

/** Copies a text; says so for a moment. `hotkey`: the key that presses it. */
export function CopyButton({ text, name, hotkey }: { text: string; name: string; hotkey?: string }) {
  const [copied, setCopied] = useState(false)
  const copy = async (): Promise<void> => {
    if (!(await copyText(text, { done: `Copied ${name}.`, what: name }))) return
    setCopied(true)
    setTimeout(() => setCopied(false), SHOWN_MS)
  }
  const Icon = copied ? Check : Copy
  return (
    <button
      type="button"
      data-hotkey={hotkey}
      className="icon-button no-print"
      aria-label={copied ? "Copied" : `Copy ${name}`}
      onClick={() => void copy()}
    >
      <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
    </button>
  )
}
