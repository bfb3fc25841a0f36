import Ban from "lucide-react/icons/ban"
import X from "lucide-react/icons/x"
import Link from "next/link"
import { urls } from "#lib/contract.ts"
import type { OrderChip } from "#lib/format/active-filters.ts"

const ICON = "inline-flex size-7 items-center justify-center rounded-chip text-text-2 hover:bg-sunken"

/** What is filtered by, each with a way to turn it round and one to drop it. */
export function OrderChips({ chips, clear }: { chips: readonly OrderChip[]; clear: string }) {
  if (chips.length === 0) return null
  return (
    <>
      <p className="print-only">Filters: {chips.map(({ text }) => text).join(" · ")}</p>
      <ul aria-label="Filters in use" className="no-print flex flex-wrap items-center gap-2">
        {chips.map(({ text, without, opposite }) => (
          <li key={text} className="flex max-w-full items-center rounded-chip bg-selected ps-2 text-sm">
            <span className="min-w-0 wrap-anywhere">{text}</span>
            {opposite && (
              <Link href={urls.orders(opposite.query)} prefetch={false} aria-label={`Instead: ${opposite.text}`} className={ICON}>
                <Ban size={14} aria-hidden="true" />
              </Link>
            )}
            <Link href={urls.orders(without)} prefetch={false} aria-label={`Remove filter ${text}`} className={ICON}>
              <X size={14} aria-hidden="true" />
            </Link>
          </li>
        ))}
        <li>
          <Link href={clear} prefetch={false} className="inline-flex min-h-7 items-center px-1 text-sm">
            Clear
          </Link>
        </li>
      </ul>
    </>
  )
}
