import type { ReactNode } from "react"
import type { OrderJson } from "#lib/contract.ts"
import { CopyButton } from "../ui/copy-button.tsx"
import { Time } from "../ui/time.tsx"

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap gap-x-2">
      <dt className="w-32 shrink-0 text-text-3">{name}</dt>
      <dd className="min-w-0 flex-1 break-words">{children}</dd>
    </div>
  )
}

const UNTOLD = <span className="text-text-3">Unknown · webhooks do not carry it; needs an API key</span>

/** What is known of the order, and what is not and why. */
export function OrderFacts({ order }: { order: OrderJson }) {
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
        <Fact name="Reference">{order.customer_reference ?? <span className="text-text-3">None told</span>}</Fact>
        <Fact name="FOC date">{UNTOLD}</Fact>
        <Fact name="Phone numbers">{UNTOLD}</Fact>
        <Fact name="Losing carrier">{UNTOLD}</Fact>
        <Fact name="First event">{order.first_event_at ? <Time at={order.first_event_at} style="moment" /> : "None of its own"}</Fact>
        <Fact name="Last event">{order.last_event_at ? <Time at={order.last_event_at} style="moment" /> : "None of its own"}</Fact>
      </dl>
    </section>
  )
}
