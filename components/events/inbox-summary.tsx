"use client"

import { useLiveJson } from "#lib/client/use-live-json.ts"
import { type InboxJson, LAG_EVENTS, type TallyJson, urls } from "#lib/contract.ts"
import { countText } from "#lib/format/count-text.ts"
import { spanText } from "#lib/format/time.ts"
import { Time } from "../ui/time.tsx"

type Answer = { readonly data: InboxJson }
const always = (): boolean => true

/** How the inbox adds up, asked for again whenever something came. */
export function useInbox(initial: InboxJson): InboxJson {
  return useLiveJson<Answer>({ url: urls.api.inbox, fallback: { data: initial }, served: initial, concerns: always }).data.data
}

function Sum({ of, tally }: { of: string; tally: TallyJson }) {
  return (
    <p>
      <span className="text-text-3">{of}:</span> <b className="font-medium text-text">{countText(tally.received)} received</b> ={" "}
      {countText(tally.new)} new + {countText(tally.repeats)} repeats + {countText(tally.conflicts)} conflicts +{" "}
      {countText(tally.quarantined)} quarantined
    </p>
  )
}

/** Received = new + repeats + conflicts + quarantined, and how far behind the newest are. */
export function InboxSummary({ initial }: { initial: InboxJson }) {
  const { all_time, last_24_h, lag_p95_ms, last_received_at } = useInbox(initial)
  return (
    <section aria-label="How it adds up" className="text-sm text-text-2">
      <p>
        {last_received_at ? (
          <>
            Last event <Time at={last_received_at} style="ago" />
          </>
        ) : (
          "No event yet"
        )}
        {lag_p95_ms !== null && (
          <>
            {" "}
            · lag p95 of the last 24 h (newest {countText(LAG_EVENTS)}): {spanText(Math.max(0, lag_p95_ms))}
          </>
        )}
      </p>
      <Sum of="First received in the last 24 h" tally={last_24_h} />
      <Sum of="Of all time" tally={all_time} />
    </section>
  )
}
