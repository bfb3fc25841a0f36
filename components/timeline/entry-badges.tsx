import type { ShownEntryJson } from "#lib/contract.ts"
import { countText } from "#lib/format/count-text.ts"
import { isLate, millisBetween, spanText } from "#lib/format/time.ts"
import { Badge } from "../ui/badge.tsx"

type BadgesProps = { readonly entry: ShownEntryJson; readonly signaturesChecked: boolean }

/** What is odd about an event, and about its coming: only the latter depends on when and how often it came. */
export function EntryBadges({ entry, signaturesChecked }: BadgesProps) {
  const { occurred_at, received_at, deliveries } = entry
  return (
    <>
      {entry.source !== "webhook" && <Badge tone="committed">{entry.source}</Badge>}
      {entry.future && <Badge tone="ending">future: decides nothing</Badge>}
      {entry.id_reused && <Badge tone="ending">same id, other content</Badge>}
      {signaturesChecked && !entry.verified && <Badge tone="ending">unverified</Badge>}
      <span data-arrival className="contents">
        {isLate(occurred_at, received_at) && <Badge>late {spanText(millisBetween(occurred_at, received_at))}</Badge>}
        {entry.out_of_order && <Badge>out of order</Badge>}
        {deliveries > 1 && <Badge>repeat ×{countText(deliveries)}</Badge>}
      </span>
    </>
  )
}
