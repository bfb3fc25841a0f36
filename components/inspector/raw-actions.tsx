"use client"

import Copy from "lucide-react/icons/copy"
import Download from "lucide-react/icons/download"
import FileText from "lucide-react/icons/file-text"
import { useState } from "react"
import { urls } from "#lib/contract.ts"

async function plainText(url: string): Promise<Blob> {
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`)
  return new Blob([await answer.text()], { type: "text/plain" })
}

/** The bytes themselves: to look at, to copy, to keep. */
export function RawActions({ event }: { event: string }) {
  const raw = urls.api.raw(event)
  const [told, setTold] = useState("")
  const copy = async (): Promise<void> => {
    // As a promise, because some browsers allow copying only in the moment of the click.
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": plainText(raw) })])
    setTold("Copied.")
  }
  const icon = { size: 14, strokeWidth: 1.75, "aria-hidden": true } as const
  return (
    <p className="no-print flex flex-wrap items-center gap-2">
      <button
        type="button"
        className="control noscript:hidden"
        onClick={() => void copy().catch(() => setTold("The browser did not let it be copied."))}
      >
        <Copy {...icon} /> Copy body
      </button>
      <a href={raw} download={`event-${event}.json`} className="control">
        <Download {...icon} /> Download
      </a>
      <a href={raw} className="control">
        <FileText {...icon} /> Raw bytes
      </a>
      <span role="status" className="text-sm text-text-2">
        {told}
      </span>
    </p>
  )
}
