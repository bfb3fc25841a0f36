import Link from "next/link"
import { urls } from "#lib/contract.ts"
import { Empty } from "../ui/empty.tsx"

/** There are orders, but none that the filters leave. */
export function NoneMatch() {
  return (
    <Empty title="No order matches these filters">
      <Link href={urls.orders()} className="control">
        Clear all filters
      </Link>
    </Empty>
  )
}
