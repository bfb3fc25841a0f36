import Link from "next/link"
import { urls } from "#lib/contract.ts"
import { courtLabel } from "#lib/format/court-label.ts"
import { COURTS, type Court } from "#lib/porting/court.ts"

const LOOK =
  "inline-flex min-h-8 items-center rounded-control px-2 text-text-2 hover:bg-sunken hover:no-underline aria-[current]:bg-selected aria-[current]:font-medium aria-[current]:text-link pointer-coarse:min-h-11"

/** Whose orders of the queue are shown: links, so that a coordinator can keep the one that is theirs. */
export function QueueCourts({ court }: { court: Court | null }) {
  const offered = [null, ...COURTS.filter((one) => one !== "none")]
  return (
    <nav aria-label="Whose queue" className="no-print">
      <ul className="flex flex-wrap gap-1 text-sm">
        {offered.map((one) => (
          <li key={one}>
            <Link href={urls.queue(one)} prefetch={false} aria-current={one === court ? "page" : undefined} className={LOOK}>
              {one === null ? "All courts" : courtLabel(one)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
