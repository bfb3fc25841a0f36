"use client"

import ClipboardPaste from "lucide-react/icons/clipboard-paste"
import { type FormEvent, useId, useState } from "react"
import { urls } from "#lib/contract.ts"
import { pastedFilter } from "#lib/format/pasted-names.ts"
import { GetForm } from "../ui/get-form.tsx"
import { Popover } from "../ui/popover.tsx"

const SUMMARY = (
  <>
    <ClipboardPaste size={16} strokeWidth={1.75} aria-hidden="true" />
    <span className="max-sm:sr-only">Paste many</span>
  </>
)

/** Looks many orders up at once. The server parts the names; too many are told here, before a URL grows too long. */
export function PasteNames() {
  const [problem, setProblem] = useState<string | null>(null)
  const hint = useId()
  const check = (event: FormEvent<HTMLFormElement>): void => {
    // Which lines are a name as they stand the server finds out: here none is taken for two.
    const pasted = pastedFilter(String(new FormData(event.currentTarget).get("paste") ?? ""), () => true)
    setProblem(pasted.ok ? null : pasted.problem)
    if (!pasted.ok) event.preventDefault()
  }
  return (
    <Popover summary={SUMMARY} align="end">
      <GetForm action={urls.orders()} aria-label="Paste many" onSubmit={check} className="flex flex-col gap-2 p-2">
        <label className="flex flex-col gap-1 text-sm">
          Up to 200 support keys, UUIDs or customer references
          <textarea name="paste" rows={6} aria-describedby={hint} className="control h-auto py-1.5 font-mono" />
        </label>
        <p id={hint} className="text-xs text-text-2">
          Parted by spaces, commas or lines. A reference with either goes on a line of its own.
        </p>
        <p role="alert" className="text-sm text-attention-ink">
          {problem}
        </p>
        <button type="submit" className="control self-start border-link font-medium text-link">
          Look up
        </button>
      </GetForm>
    </Popover>
  )
}
