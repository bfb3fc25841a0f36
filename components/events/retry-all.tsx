"use client"

import { useRouter } from "next/navigation"
import { type SubmitEvent, useState } from "react"
import { postEventChange } from "#lib/client/post-event-change.ts"
import { showFailure, showToast } from "#lib/client/toasts.ts"
import { type RetryAllJson, urls } from "#lib/contract.ts"
import { retriedText } from "#lib/format/quarantine-reason.ts"

/** Reads everything in quarantine again; a plain form without JavaScript. */
export function RetryAll() {
  const router = useRouter()
  const [isBusy, setBusy] = useState(false)
  const retry = async (submit: SubmitEvent<HTMLFormElement>): Promise<void> => {
    submit.preventDefault()
    if (isBusy) return
    setBusy(true)
    await postEventChange<RetryAllJson>(urls.api.retryAll).then(
      ({ understood, still_quarantined }) => {
        showToast(`Tried again: ${retriedText(understood, still_quarantined)}`)
        // What is understood has left this list: only a new one shows that.
        if (understood > 0) router.refresh()
      },
      (error: Error) => showFailure(`They could not be tried again: ${error.message}`),
    )
    setBusy(false)
  }
  return (
    <form method="post" data-needs="handle" action={urls.api.retryAll} onSubmit={retry} className="no-print">
      <button type="submit" className="control" aria-disabled={isBusy}>
        {isBusy ? "Trying all …" : "Try all again"}
      </button>
    </form>
  )
}
