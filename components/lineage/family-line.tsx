import Link from "next/link"
import { courtSentence } from "#lib/format/court-label.ts"
import { familyText } from "#lib/format/lineage-family.ts"
import { shortOrderName } from "#lib/format/order-name.ts"
import { type FamilyMember, familyOf } from "#lib/porting/family.ts"
import { StatusChip } from "../status/status-chip.tsx"

type Member = FamilyMember & { readonly support_key: string | null }
type FamilyProps = {
  readonly nodes: readonly Member[]
  /** Whether the family was cut at its bound. */
  readonly truncated: boolean
  /** Where the family is shown; none where one is there already. */
  readonly href?: string
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
          <span className="font-mono text-text" translate="no">
            {shortOrderName(worst)}
          </span>
          <StatusChip status={worst.status} placeholder={false} deleted={false} />
          <span>{courtSentence(worst.court)}</span>
        </span>
      )}
    </p>
  )
}
