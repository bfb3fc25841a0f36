import type { OrderJson } from "#lib/contract.ts"
import { askingParts } from "#lib/format/customer-text.ts"
import type { ExceptionGuide } from "#lib/porting/exception.ts"
import type { StatusDetail } from "#lib/porting/status.ts"
import { CustomerMessage } from "./customer-message.tsx"

type WholeProps = { readonly details: readonly StatusDetail[]; readonly order: OrderJson; readonly guide: ExceptionGuide }

/** Where the customer is to be asked for several things, one message about all: of several, each of which ends with thanks, one would be read. */
export function WholeMessage({ details, order, guide }: WholeProps) {
  const parts = askingParts(details, guide)
  if (parts.length < 2 || order.status_since === null) return null
  return <CustomerMessage parts={parts} order={order} since={order.status_since} name={`${parts.length} reasons`} />
}
