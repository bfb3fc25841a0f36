"use client"

import Check from "lucide-react/icons/check"
import Copy from "lucide-react/icons/copy"
import { useState } from "react"
import { showFailure, showToast } from "#lib/client/toasts.ts"

const SHOWN_MS = 2_000

/** Copies a text; says so for a moment. `hotkey`: the key that presses it. */
export function CopyButton({ text, name, hotkey }: { text: string; name: string; hotkey?: string }) {
  const [copied, setCopied] = useState(false)
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
    showToast(`Copied ${name}.`)
    setTimeout(() => setCopied(false), SHOWN_MS)
  }
  const Icon = copied ? Check : Copy
  return (
    <button
      type="button"
      data-hotkey={hotkey}
      className="icon-button no-print"
      aria-label={copied ? "Copied" : `Copy ${name}`}
      onClick={() => void copy().catch(() => showFailure(`The browser did not let ${name} be copied.`))}
    >
      <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
    </button>
  )
}
