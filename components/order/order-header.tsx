import type { OrderJson } from "#lib/contract.ts"
import { shortOrderName } from "#lib/format/order-name.ts"
import type { GuideNames } from "#lib/porting/exception.ts"
import { CopyButton } from "../ui/copy-button.tsx"
import { OrderNav } from "./order-nav.tsx"
import { OrderState } from "./order-state.tsx"

type HeaderProps = { readonly order: OrderJson; readonly pass: number; readonly guide: GuideNames }

/** What the order is called, where it stands, whose move it is and until when. */
export function OrderHeader({ order, pass, guide }: HeaderProps) {
  return (
    <header className="flex flex-col gap-2">
      <OrderNav id={order.id} supportKey={order.support_key} />
      <div className="flex flex-wrap items-center gap-x-3">
        <h1 className="min-w-0 font-mono" translate="no">
          {shortOrderName(order)}
        </h1>
        <CopyButton text={order.support_key ?? order.id} name={order.support_key ? "support key" : "UUID"} hotkey="y" />
        {order.support_key === null && order.deleted_at === null && <span className="text-text-3">no key yet</span>}
        {order.customer_reference && (
          <span className="min-w-0 text-lg text-text-2" translate="no">
            {order.customer_reference}
          </span>
        )}
      </div>
      <OrderState order={order} pass={pass} guide={guide} />
    </header>
  )
}
