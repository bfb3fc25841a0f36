import type { ReactNode } from "react"
import type { LineageEdgeJson, OrderJson } from "#lib/contract.ts"
import { countText } from "#lib/format/count-text.ts"
import { CopyButton } from "../ui/copy-button.tsx"
import { Time } from "../ui/time.tsx"

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap gap-x-2">
      <dt className="w-28 shrink-0 text-text-3">{name}</dt>
      <dd className="min-w-0 flex-1 break-words">{children}</dd>
    </div>
  )
}

/** What only Telnyx's API would tell. */
const UNTOLD = <span className="text-text-3">Unknown · not in webhooks</span>
const NONE = "None of its own"

const numbers = (edges: readonly LineageEdgeJson[]): string => countText(edges.reduce((sum, { count }) => sum + count, 0))

export type FactsProps = {
  readonly order: OrderJson
  readonly edges: readonly LineageEdgeJson[]
  readonly settledBy: string
  readonly signaturesChecked: boolean
}

/** What is known of the order, and what is not and why. */
export function OrderFacts({ order, edges, settledBy, signaturesChecked }: FactsProps) {
  const within = edges.filter(({ from, to }) => from === to && from === order.id)
  return (
    <section aria-labelledby="facts" className="flex flex-col gap-3">
      <h2 id="facts">Facts</h2>
      <dl className="flex flex-col gap-2 text-sm">
        <Fact name="UUID">
          <span className="flex items-start gap-1">
            <span className="break-all font-mono text-xs leading-5" translate="no">
              {order.id}
            </span>
            <span className="-my-1.5">
              <CopyButton text={order.id} name="UUID" />
            </span>
          </span>
        </Fact>
        <Fact name="Reference">
          {order.customer_reference ? (
            <span translate="no">{order.customer_reference}</span>
          ) : (
            <span className="text-text-3">None told</span>
          )}
        </Fact>
        <Fact name="FOC date">{UNTOLD}</Fact>
        <Fact name="Phone numbers">{UNTOLD}</Fact>
        <Fact name="Losing carrier">{UNTOLD}</Fact>
        <Fact name="Numbers moved">
          {numbers(edges.filter(({ from, to }) => to === order.id && from !== to))} in ·{" "}
          {numbers(edges.filter(({ from, to }) => from === order.id && from !== to))} out
          {within.length > 0 && ` · ${numbers(within)} within itself`}
        </Fact>
        <Fact name="First event">{order.first_event_at ? <Time at={order.first_event_at} style="moment" /> : NONE}</Fact>
        <Fact name="Last event">{order.last_event_at ? <Time at={order.last_event_at} style="moment" /> : NONE}</Fact>
        <Fact name="Settled by">{settledBy}</Fact>
        <Fact name="Signatures">
          {signaturesChecked ? (
            "Checked; what could not be is marked"
          ) : (
            <span className="text-text-3">Not checked: no public key is set</span>
          )}
        </Fact>
      </dl>
    </section>
  )
}
