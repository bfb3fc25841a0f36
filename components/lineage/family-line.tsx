import Link from "next/link"
import { orderName, urls } from "#lib/contract.ts"
import { courtSentence } from "#lib/format/court-label.ts"
import { familyText } from "#lib/format/lineage-family.ts"
import { messagingTone } from "#lib/format/messaging-label.ts"
import { shortOrderName } from "#lib/format/order-name.ts"
import { statusLabel } from "#lib/format/status-label.ts"
import { type FamilyMember, familyOf, waitingCourt } from "#lib/porting/family.ts"
import { voiceAndSms } from "../attention/queue-words.ts"
import { messagingMark } from "../messaging/messaging-mark.ts"
import { MarkIcon } from "../status/mark-icon.tsx"
import { StatusChip } from "../status/status-chip.tsx"
import { toneClass } from "../ui/tone-class.ts"

type Member = FamilyMember & { readonly support_key: string | null }
type FamilyProps = {
  readonly nodes: readonly Member[]
  /** Whether the family was cut at its bound. */
  readonly truncated: boolean
  /** Where the family is shown; none where one is there already. */
  readonly href?: string
}

/** What an order waits for: its messaging, where its voice has ported, else its status. */
function Matter({ of: { status, messaging_port_status: messaging } }: { of: Member }) {
  if (status !== "ported" || messaging === null) return <StatusChip status={status} placeholder={false} deleted={false} />
  return (
    <span className={`icon-word font-medium ${toneClass(messagingTone(messaging))}`}>
      <MarkIcon mark={messagingMark(messaging)} />
      {voiceAndSms(statusLabel(status), messaging)}
    </span>
  )
}

/** How far the orders have come that numbers moved between, and which of them waits most urgently. Nothing of one alone. */
export function FamilyLine({ nodes, truncated, href }: FamilyProps) {
  if (nodes.length < 2) return null
  const family = familyOf(nodes)
  const { worst } = family
  const text = `${familyText(family)}${truncated ? ", of the nearest 500 orders" : ""}`
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      <span>
        <span className="text-text-2">Family: </span>
        {href === undefined ? (
          text
        ) : (
          <Link href={href} prefetch={false} className="inline-flex min-h-6 items-center">
            {text}
          </Link>
        )}
      </span>
      {worst && (
        <span className="inline-flex flex-wrap items-center gap-x-2 text-text-2">
          <span>Most urgent:</span>
          <Link href={urls.order(orderName(worst))} prefetch={false} className="inline-flex min-h-6 items-center font-mono" translate="no">
            {shortOrderName(worst)}
          </Link>
          <Matter of={worst} />
          <span>{courtSentence(waitingCourt(worst))}</span>
        </span>
      )}
    </p>
  )
}
