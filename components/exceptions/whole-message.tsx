import type { OrderJson } from "#lib/contract.ts"
import { customerParts } from "#lib/format/customer-text.ts"
import type { ExceptionGuide } from "#lib/porting/exception.ts"
import type { StatusDetail } from "#lib/porting/status.ts"
import { CustomerMessage } from "./customer-message.tsx"

type WholeProps = { readonly details: readonly StatusDetail[]; readonly order: OrderJson; readonly guide: ExceptionGuide }

/** Where several reasons are the customer's to mend, one message about all: several, each of which ends with thanks, would be read once. */
export function WholeMessage({ details, order, guide }: WholeProps) {
  const parts = customerParts(details, guide)
  if (parts.length < 2 || order.status_since === null) return null
  return <CustomerMessage parts={parts} order={order} since={order.status_since} name={`all ${parts.length} reasons`} />
}
