import Link from "next/link"
import { type QueueJson, urls } from "#lib/contract.ts"
import { countText } from "#lib/format/count-text.ts"
import { courtLabel } from "#lib/format/court-label.ts"
import type { Court } from "#lib/porting/court.ts"
import { Empty } from "../ui/empty.tsx"
import { Time } from "../ui/time.tsx"

/** No clock has run out, and nothing has failed. */
export function NothingNeedsYou({ queue: { moving, next_clock_at } }: { queue: QueueJson }) {
  return (
    <Empty title="Nothing needs you">
      <p>
        {moving === 1 ? "1 order is" : `${countText(moving)} orders are`} under way
        {next_clock_at && (
          <>
            ; the next clock: <Time at={next_clock_at} style="due" />
          </>
        )}
        .
      </p>
      <Link href={urls.orders()} className="inline-flex min-h-6 items-center">
        All orders
      </Link>
    </Empty>
  )
}

/** Others' orders need somebody, and none of this court's do. */
export function NoneOfCourt({ court }: { court: Court }) {
  return (
    <Empty title={`None in this queue: ${courtLabel(court)}`}>
      <Link href={urls.queue(null)} prefetch={false} className="inline-flex min-h-6 items-center">
        All courts
      </Link>
    </Empty>
  )
}
