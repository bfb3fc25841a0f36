import Link from "next/link"
import { urls } from "#lib/contract.ts"
import { statusLabel } from "#lib/format/status-label.ts"
import { Notice } from "../ui/notice.tsx"

type Namesake = { readonly id: string; readonly status: string | null }

/** A support key leads to the order told of last: the others that have it are one click away. */
export function NamesakesNote({ namesakes }: { namesakes: readonly Namesake[] }) {
  if (namesakes.length === 0) return null
  return (
    <Notice kind="warning">
      {namesakes.length === 1 ? "Another order has this support key, too: " : "Other orders have this support key, too: "}
      {namesakes.map(({ id, status }, index) => (
        <span key={id}>
          {index > 0 && ", "}
          <Link href={urls.order(id)} prefetch={false} translate="no" className="inline-flex min-h-6 items-center font-mono">
            {id.slice(0, 8)}
          </Link>{" "}
          ({status ? statusLabel(status) : "no status yet"})
        </span>
      ))}
      . An address by the key leads to the one told of last.
    </Notice>
  )
}
