"use client"

import { type SubmitEvent, useState } from "react"
import { postEventChange } from "#lib/client/post-event-change.ts"
import { urls, type WebhookAnswerJson } from "#lib/contract.ts"

type Outcome = { readonly text: string; readonly event: string | null }

/** The reason stands beside it already, and changes there. */
function outcomeOf({ result, event }: WebhookAnswerJson): Outcome {
  if (result === "quarantined") return { text: "Still not understood.", event: null }
  return { text: result === "duplicate" ? "Understood now: a repeat of a known event." : "Understood now.", event }
}

const failure = (error: Error): Outcome => ({ text: `It could not be tried again: ${error.message}`, event: null })

/** Reads one quarantined body again; a plain form without JavaScript. What came of it stands where it was asked for. */
export function RetryButton({ event, receivedAt }: { event: string; receivedAt: string }) {
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const retry = async (submit: SubmitEvent<HTMLFormElement>): Promise<void> => {
    submit.preventDefault()
    setOutcome({ text: "Trying …", event: null })
    setOutcome(await postEventChange<WebhookAnswerJson>(urls.api.retry(event)).then(outcomeOf, failure))
  }
  return (
    <form
      data-needs="handle"
      method="post"
      action={urls.api.retry(event)}
      onSubmit={retry}
      className="no-print inline-flex max-w-full flex-wrap items-center gap-2 align-top"
    >
      <button type="submit" className="control min-h-6 px-2 text-xs" aria-label={`Try again: received ${receivedAt}`}>
        Try again
      </button>
      <span role="status" className="text-text-2">
        {outcome?.text}{" "}
        {outcome?.event && (
          <a href={`?event=${outcome.event}`} className="underline">
            Look at it
          </a>
        )}
      </span>
    </form>
  )
}
