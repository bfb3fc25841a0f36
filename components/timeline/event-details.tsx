import type { TimelineEntryJson } from "#lib/contract.ts"
import { millisBetween, spanText } from "#lib/format/time.ts"

/** When an event occurred and came, to the microsecond, on demand. */
export function EventDetails({ entry }: { entry: TimelineEntryJson }) {
  const lag = millisBetween(entry.occurred_at, entry.received_at)
  const rows = [
    ["Occurred, as sent", entry.occurred_at],
    ["Received", entry.received_at],
    ["Lag", lag < 0 ? `received ${spanText(lag)} before it is said to have occurred` : spanText(lag)],
    ["Event id", entry.event_id],
    ["Type", entry.event_type],
  ] as const
  return (
    <details data-arrival className="max-w-full text-xs open:basis-full">
      <summary className="inline-flex min-h-6 items-center text-text-3 hover:text-text">
        <span>
          Details<span className="sr-only"> of {entry.summary}</span>
        </span>
      </summary>
      <dl className="my-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5">
        {rows.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-text-3">{name}</dt>
            <dd className="break-all font-mono" translate="no">
              {value}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
