"use client"

import Copy from "lucide-react/icons/copy"
import { copyText } from "#lib/client/copy-text.ts"
import { usePreferences } from "#lib/client/use-preferences.ts"
import type { OrderJson } from "#lib/contract.ts"
import { type CustomerPart, customerFields, fillCustomerText } from "#lib/format/customer-text.ts"
import { joinMessages } from "#lib/format/join-messages.ts"
import { dateText } from "#lib/format/time.ts"

type MessageProps = {
  readonly parts: readonly CustomerPart[]
  readonly order: Pick<OrderJson, "id" | "support_key" | "customer_reference">
  readonly since: string
  /** What it is about. */
  readonly name: string
}

/** What to write to the customer, the order's fields filled in, to read and to copy: of several reasons one message. */
export function CustomerMessage({ parts, order, since, name }: MessageProps) {
  const reading = usePreferences()
  const fill = ({ text, reason }: CustomerPart): string =>
    fillCustomerText(text, customerFields(order, { reason, since: dateText(since, reading) }))
  const filled = joinMessages(parts.map(fill))
  return (
    <div className="flex flex-wrap items-start gap-x-3 gap-y-1">
      <button
        type="button"
        data-hotkey="m"
        aria-keyshortcuts="m"
        className="control no-print"
        onClick={() => void copyText(filled, { done: `Message about ${name} copied.`, what: "the message" })}
      >
        <Copy size={14} aria-hidden="true" />
        {parts.length > 1 ? `Copy one message about ${parts.length} reasons` : "Copy message"}
      </button>
      <details className="min-w-0 flex-1 open:basis-full">
        <summary className="inline-flex min-h-8 items-center text-sm text-link pointer-coarse:min-h-11">
          {parts.length > 1 ? "One message for the customer" : "Message for the customer"}
        </summary>
        <p className="my-1 max-w-prose whitespace-pre-wrap rounded-control bg-surface p-3">{filled}</p>
      </details>
    </div>
  )
}
