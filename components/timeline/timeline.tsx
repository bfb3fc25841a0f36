import Link from "next/link"
import type { ShownEntryJson } from "#lib/contract.ts"
import type { Context } from "#lib/format/event-sentence.ts"
import { furtherView, type TimelineView, timelineHref } from "#lib/format/timeline-view.ts"
import { showEntry } from "./show-entry.ts"
import { TimelineDays } from "./timeline-days.tsx"
import { type EventCounts, TimelineFilters } from "./timeline-filters.tsx"
import { ZoneName } from "./zone-name.tsx"

export type TimelineProps = {
  readonly name: string
  readonly entries: readonly ShownEntryJson[]
  readonly nextCursor: string | null
  readonly counts: EventCounts
  readonly view: TimelineView
  readonly context: Context
  readonly signaturesChecked: boolean
}

/** The way to more events: further down on the same page, which stays in its place, or on the next. */
function Further({ name, view, nextCursor, entries }: TimelineProps) {
  const further = nextCursor === null ? null : furtherView(view, nextCursor)
  const last = entries.at(-1)?.event
  return (
    <p className="no-print flex flex-wrap gap-2">
      {further && (
        <Link
          href={timelineHref(name, further.view, further.isSamePage ? `e-${last}` : undefined)}
          prefetch={false}
          scroll={!further.isSamePage}
          rel="next"
          className="control"
        >
          Show 50 {view.oldestFirst ? "newer" : "older"}
        </Link>
      )}
      {view.cursor !== null && (
        <Link href={timelineHref(name, { ...view, count: 50, cursor: null })} prefetch={false} className="control">
          {view.oldestFirst ? "Back to the oldest" : "Back to the newest"}
        </Link>
      )}
    </p>
  )
}

/** What happened, newest first unless asked otherwise, a heading a day; what repeats folds into one line. */
export function Timeline(props: TimelineProps) {
  const { entries, context, signaturesChecked, view } = props
  const shown = entries.map((entry) => showEntry(entry, { context, signaturesChecked }))
  return (
    <section aria-labelledby="timeline" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h2 id="timeline">Timeline</h2>
        <span className="text-sm text-text-2">
          {view.oldestFirst ? "oldest" : "newest"} first · zone: <ZoneName />
        </span>
      </div>
      <TimelineFilters name={props.name} view={view} counts={props.counts} />
      {entries.length === 0 && <p className="text-text-2">No such events.</p>}
      <TimelineDays entries={shown} />
      <Further {...props} />
    </section>
  )
}
