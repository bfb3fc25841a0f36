import type { OrderJson } from "#lib/contract.ts"
import { detailName, mostUrgentFirst } from "#lib/format/exception-name.ts"
import { messagingLabel, messagingTone } from "#lib/format/messaging-label.ts"
import type { GuideNames } from "#lib/porting/exception.ts"
import { messagingMark } from "../messaging/messaging-mark.ts"
import type { statusLook } from "../status/status-chip.tsx"

/** "Ported; messaging exception" */
export const voiceAndSms = (word: string, messaging: string): string => `${word}; messaging ${messagingLabel(messaging).toLowerCase()}`

/** Whether somebody has to see to its messaging: that is late first, or has failed while voice asks for nothing. */
function isOfMessaging({ status, attention }: OrderJson): boolean {
  return attention?.clock?.of === "messaging" || (attention?.needs === true && status?.value !== "exception")
}

/** "Exception: account number mismatch +1", "Ported; messaging exception" */
export function matterText(order: OrderJson, word: string, guide: GuideNames): string {
  const { status, messaging } = order
  const [first, ...more] = status?.value === "exception" ? mostUrgentFirst(status.details, guide) : []
  const voice = first ? `${word}: ${detailName(first, guide)}${more.length > 0 ? ` +${more.length}` : ""}` : word
  return isOfMessaging(order) && messaging ? voiceAndSms(voice, messaging.messaging_port_status) : voice
}

/** What the row is about: its messaging where that alone is late or has failed, else its status. */
export function markOf(order: OrderJson, look: ReturnType<typeof statusLook>) {
  if (!isOfMessaging(order) || !order.messaging || order.status?.value === "exception") return look
  const state = order.messaging.messaging_port_status
  return { mark: messagingMark(state), tone: messagingTone(state) }
}
