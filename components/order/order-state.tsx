import type { OrderJson } from "#lib/contract.ts"
import { clockWords } from "#lib/format/clock-text.ts"
import { moveSentence } from "#lib/format/court-label.ts"
import { messagingLabel } from "#lib/format/messaging-label.ts"
import { ordinal } from "#lib/format/ordinal.ts"
import type { GuideNames } from "#lib/porting/exception.ts"
import { CourtMark } from "../attention/court-mark.tsx"
import { StatusChip } from "../status/status-chip.tsx"
import { Due } from "./due.tsx"
import { Elapsed } from "./elapsed.tsx"

/** What the clock that ends first is of, where that is not the status itself. */
function clockSubject({ attention, status }: OrderJson): string {
  const clock = attention?.clock
  if (!clock || (clock.of === "status" && clock.value === status?.value)) return ""
  return clock.of === "messaging" ? `messaging ${messagingLabel(clock.value).toLowerCase()}` : ""
}

type StateProps = { readonly order: OrderJson; readonly pass: number; readonly guide: GuideNames }

/** One sentence: the status and for which time, whose move it is, since when and until when. */
export function OrderState({ order, pass, guide }: StateProps) {
  const { attention, status, status_since: since } = order
  const isDeleted = order.deleted_at !== null
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <span className="inline-flex items-center gap-2 text-lg">
        <StatusChip status={status?.value ?? null} placeholder={order.placeholder} deleted={isDeleted} />
        {pass > 1 && !isDeleted && <span className="text-sm text-text-2">{ordinal(pass)} time</span>}
      </span>
      {!isDeleted && <CourtMark court={order.court} word={moveSentence(order, guide)} />}
      {since && !isDeleted && (
        <span className="text-text-2">
          <Elapsed since={since} /> here
        </span>
      )}
      {attention?.due_at && attention.clock && (
        <span className="inline-flex flex-wrap gap-x-1.5">
          {clockSubject(order)}
          <Due at={attention.due_at} rule={clockWords(attention.clock)} />
        </span>
      )}
    </p>
  )
}
