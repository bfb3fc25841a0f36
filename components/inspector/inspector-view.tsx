import type { OneEventJson } from "#lib/contract.ts"
import { countText } from "#lib/format/count-text.ts"
import { signatureText, timestampText } from "#lib/format/signature-words.ts"
import { Notice } from "../ui/notice.tsx"
import { BodyLines } from "./body-lines.tsx"
import { ComparisonPart } from "./comparison.tsx"
import { DeliveryList } from "./delivery-list.tsx"
import { EventFacts } from "./event-facts.tsx"
import { FactList } from "./fact-list.tsx"
import { HeaderList } from "./header-list.tsx"
import type { Inspection } from "./inspection.ts"
import { InspectorSection } from "./inspector-section.tsx"
import { RawActions } from "./raw-actions.tsx"

type ViewProps = {
  readonly inspection: Inspection
  /** The page's URL without the inspector. */
  readonly place: string
  readonly signaturesChecked: boolean
}

function DeletedBody({ event: { details } }: { event: OneEventJson }) {
  return (
    <Notice kind="plain">
      Its body was deleted on {(details.pruned_at ?? "").slice(0, 10)}, for its age. What it told stands in its order still.
    </Notice>
  )
}

/** Everything that is kept of one event; the same on the server and in the browser. */
export function InspectorView({ inspection, place, signaturesChecked }: ViewProps) {
  const { event, body } = inspection
  const [first] = event.kept_deliveries
  return (
    <div className="flex flex-col gap-3">
      <EventFacts event={event} signaturesChecked={signaturesChecked} />
      {body === null ? <DeletedBody event={event} /> : <RawActions event={event.event} />}
      <div>
        {body !== null && (
          <>
            <InspectorSection title="Diff" aside="what it changed" isOpen>
              <ComparisonPart event={event} body={body} base={inspection.base} place={place} />
            </InspectorSection>
            <InspectorSection title="Payload" aside="in the sender's order" isOpen>
              <BodyLines body={body} />
            </InspectorSection>
          </>
        )}
        <InspectorSection title="Signature" aside={event.verified ? "verified" : "not verified"} isOpen>
          {first && (
            <FactList
              facts={[
                { name: "Signature", value: signatureText({ ...first, verified: event.verified }) },
                { name: "Timestamp", value: timestampText(first) },
              ]}
            />
          )}
        </InspectorSection>
        <InspectorSection title="Deliveries" aside={countText(event.deliveries)} isOpen={event.deliveries > 1}>
          <DeliveryList event={event} />
        </InspectorSection>
        <InspectorSection title="Headers" aside="of the first delivery">
          <HeaderList headers={event.headers} />
        </InspectorSection>
      </div>
    </div>
  )
}
