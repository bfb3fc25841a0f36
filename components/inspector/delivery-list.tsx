import type { DeliveryJson, OneEventJson } from "#lib/contract.ts"
import { countText } from "#lib/format/count-text.ts"
import { lagText } from "#lib/format/event-words.ts"
import { timestampText } from "#lib/format/signature-words.ts"
import { type Fact, FactList } from "./fact-list.tsx"
import { HeaderList } from "./header-list.tsx"

function factsOf(delivery: DeliveryJson, event: OneEventJson): Fact[] {
  return [
    { name: "Lag", value: lagText({ occurred_at: event.occurred_at, received_at: delivery.received_at }) ?? "Cannot be told" },
    { name: "Try", value: delivery.attempt ?? "Not told" },
    { name: "Signature", value: delivery.verified ? "Verified" : "Not verified" },
    { name: "Timestamp", value: timestampText(delivery) },
  ]
}

/** The tries that were kept: the first, and the newest 20. */
export function DeliveryList({ event }: { event: OneEventJson }) {
  const { kept_deliveries: kept, deliveries } = event
  return (
    <>
      {deliveries > kept.length && (
        <p>
          {countText(deliveries)} came; the first and the newest {kept.length - 1} are kept.
        </p>
      )}
      <ol className="flex flex-col gap-3">
        {kept.map((delivery) => (
          <li key={delivery.ordinal} className="flex flex-col gap-1">
            <p className="font-medium">
              {delivery.ordinal}. <span className="font-mono text-xs">{delivery.received_at}</span>
            </p>
            <FactList facts={factsOf(delivery, event)} />
            {kept.length > 1 && <HeaderList headers={delivery.headers} />}
          </li>
        ))}
      </ol>
    </>
  )
}
