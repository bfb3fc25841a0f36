import Link from "next/link"
import { countText } from "#lib/format/count-text.ts"
import { kindsShown, TIMELINE_SHOWS, type TimelineShow, type TimelineView, timelineHref } from "#lib/format/timeline-view.ts"

/** How many events there are, by the place of their kind. */
export type EventCounts = readonly { readonly kind: number; readonly events: number }[]

function countOf(show: TimelineShow, counts: EventCounts): number {
  const kinds = kindsShown(show)
  return counts.reduce((sum, { kind, events }) => sum + (!kinds || kinds.includes(kind) ? events : 0), 0)
}

type FilterProps = { readonly name: string; readonly view: TimelineView; readonly counts: EventCounts }

/** Which events to show, with how many there are of each, and in which direction. Links: they work without JavaScript. */
export function TimelineFilters({ name, view, counts }: FilterProps) {
  const start = { ...view, count: 50, cursor: null }
  return (
    <nav aria-label="Timeline" className="no-print flex flex-wrap items-center gap-2">
      <ul className="flex flex-wrap gap-1">
        {(Object.keys(TIMELINE_SHOWS) as TimelineShow[]).map((show) => (
          <li key={show}>
            <Link
              href={timelineHref(name, { ...start, show })}
              prefetch={false}
              scroll={false}
              aria-current={show === view.show ? "true" : undefined}
              className="control aria-[current]:border-link aria-[current]:bg-selected aria-[current]:font-medium"
            >
              {TIMELINE_SHOWS[show]} <span className="text-text-2">{countText(countOf(show, counts))}</span>
            </Link>
          </li>
        ))}
      </ul>
      <Link
        href={timelineHref(name, { ...start, oldestFirst: !view.oldestFirst })}
        prefetch={false}
        scroll={false}
        className="inline-flex min-h-8 items-center text-sm"
      >
        {view.oldestFirst ? "Show newest first" : "Show oldest first"}
      </Link>
    </nav>
  )
}
