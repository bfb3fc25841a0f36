import Link from "next/link"
import type { ShownOrder } from "#lib/client/use-queue.ts"
import { urls } from "#lib/contract.ts"
import { SECTION_NAMES } from "#lib/format/attention-text.ts"
import { countText } from "#lib/format/count-text.ts"
import type { Court } from "#lib/porting/court.ts"
import type { Section } from "#lib/porting/sections.ts"
import { QueueRow } from "./queue-row.tsx"
import type { Choice } from "./use-choice.ts"

const MEANINGS: Readonly<Record<Section, string>> = {
  overdue: "The limit has run out.",
  due: "Somebody has to act; the limit runs out within 24 hours.",
  later: "Somebody has to act, and there is time.",
  watch: "Moves by itself; its limit is near: the last quarter of it, a day at most, of a draft 7 days.",
}

type SectionProps = Omit<Choice, "chosen"> & {
  readonly section: Section
  /** Whose orders are shown; null: all. */
  readonly court: Court | null
  readonly total: number
  readonly shown: readonly ShownOrder[]
  readonly now: number
  readonly chosen: string | null
  readonly open: (id: string) => void
}

/** One section of the queue: its first orders, and a link to the list of all. */
export function QueueSection({ section, court, total, shown, now, chosen, open, ...choice }: SectionProps) {
  if (shown.length === 0 && total === 0) return null
  const all = urls.orders(new URLSearchParams({ attention: section, ...(court === null ? {} : { needs: court }), sort: "due_at" }))
  return (
    <section aria-labelledby={`section-${section}`}>
      <div className="flex flex-wrap items-baseline gap-x-3 px-3 pb-1">
        <h2 id={`section-${section}`} className={section === "overdue" ? "text-attention-ink" : ""}>
          <Link href={all} prefetch={false} className="text-current">
            {SECTION_NAMES[section]} ({countText(total)})
          </Link>
        </h2>
        <p className="text-sm text-text-2">{MEANINGS[section]}</p>
      </div>
      <ol className={section === "overdue" ? "border-s-4 border-attention" : "border-s-4 border-hairline"}>
        {shown.map((one) => (
          <QueueRow key={one.order.id} shown={one} now={now} isChosen={one.order.id === chosen} open={open} {...choice} />
        ))}
      </ol>
      {total > shown.length && (
        <p className="px-3 py-2">
          <Link href={all} prefetch={false} className="inline-flex min-h-6 items-center">
            All {countText(total)} in Orders
          </Link>
        </p>
      )}
    </section>
  )
}
