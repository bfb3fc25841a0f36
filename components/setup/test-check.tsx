"use client"

import { type FormEvent, useState } from "react"
import { type ProblemJson, type TestEventJson, urls } from "#lib/contract.ts"
import type { Check } from "#lib/format/door-checks.ts"
import { CheckItem } from "./check-item.tsx"
import { TestSteps } from "./test-steps.tsx"

async function sendTest(): Promise<TestEventJson> {
  const response = await fetch(urls.api.testEvent, { method: "POST", headers: { "content-type": "application/json" }, body: "{}" })
  if (!response.ok) throw new Error(((await response.json()) as ProblemJson).detail)
  return ((await response.json()) as { data: TestEventJson }).data
}

type TestCheckProps = { readonly check: Check; readonly test: TestEventJson | null; readonly isSigned: boolean }

/** Sends a test event to the address above, and shows how far it came. Without JavaScript the form does. */
export function TestCheck({ check, test, isSigned }: TestCheckProps) {
  const [state, setState] = useState<"idle" | "sending" | Error>("idle")
  const send = (event: FormEvent): void => {
    event.preventDefault()
    setState("sending")
    sendTest().then(
      () => setState("idle"),
      (error: Error) => setState(error),
    )
  }
  return (
    <CheckItem title="Test event" check={check}>
      <p className="max-w-[72ch] text-sm text-text-2">
        Posts an event to the address above, as Telnyx would,{" "}
        {isSigned ? "signed by a key made for it alone" : "unsigned, as no public key is set"}. It is in no list and no count.
      </p>
      <form method="post" data-needs="configure" action={urls.api.testEvent} onSubmit={send}>
        <button type="submit" className="control" disabled={state === "sending"}>
          {state === "sending" ? "Sending…" : "Send a test event"}
        </button>
      </form>
      {state instanceof Error && (
        <p role="alert" className="text-sm font-medium text-attention-ink">
          The test could not be sent: {state.message}
        </p>
      )}
      <div role="status">{test && <TestSteps test={test} />}</div>
    </CheckItem>
  )
}
