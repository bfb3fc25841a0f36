import type { Family } from "#lib/porting/family.ts"
import { countText } from "./count-text.ts"

const some = (count: number, text: string): string[] => (count > 0 ? [`${countText(count)} ${text}`] : [])

/** "3 of 5 ported, 1 exception, 1 not heard of" */
export function familyText({ orders, ported, messagingOpen, exceptions, cancelled, notHeardOf, deleted }: Family): string {
  const open = messagingOpen > 0 ? ` (${countText(messagingOpen)} with messaging open)` : ""
  const parts = [
    ...(orders > 0 ? [`${countText(ported)} of ${countText(orders)} ported${open}`] : []),
    ...some(exceptions, exceptions === 1 ? "exception" : "exceptions"),
    ...some(cancelled, "cancelled"),
    ...some(deleted, "deleted"),
    ...some(notHeardOf, "not heard of"),
  ]
  return parts.join(", ")
}
