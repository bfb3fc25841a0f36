import Link from "next/link"
import { joinNames } from "#lib/contract/name-list.ts"
import { type NamesakeJson, type OrderJson, urls } from "#lib/contract.ts"
import { statusLabel } from "#lib/format/status-label.ts"
import { Notice } from "../ui/notice.tsx"

const LINK = "inline-flex min-h-6 items-center"

function stateOf({ deleted, status }: NamesakeJson): string {
  if (deleted) return "Deleted"
  return status ? statusLabel(status) : "no status yet"
}

/** A support key leads to the order told of last: the first of the others that have it, and all of them, are one click away. */
export function NamesakesNote({ order, namesakes }: { order: OrderJson; namesakes: readonly NamesakeJson[] }) {
  if (namesakes.length === 0) return null
  const all = urls.orders(new URLSearchParams({ support_key: joinNames([order.support_key ?? ""]) }))
  return (
    <Notice kind="warning">
      {namesakes.length === 1 ? "Another order has this support key, too: " : "Other orders have this support key, too: "}
      {namesakes.map((other, index) => (
        <span key={other.id}>
          {index > 0 && ", "}
          <Link href={urls.order(other.id)} prefetch={false} translate="no" className={`${LINK} font-mono`}>
            {other.id.slice(0, 8)}
          </Link>{" "}
          ({stateOf(other)})
        </span>
      ))}
      . The key leads to the one told of last.{" "}
      <Link href={all} prefetch={false} className={LINK}>
        All that have it
      </Link>
    </Notice>
  )
}
