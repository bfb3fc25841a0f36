import FlaskConical from "lucide-react/icons/flask-conical"
import { type SampleJson, urls } from "#lib/contract.ts"

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? "" : "s"}`

/** Says on every page that some of what it shows is the sample, and takes that out; nothing where there is none. */
export function SampleBanner({ sample: { events, orders } }: { sample: SampleJson }) {
  if (events === 0) return null
  return (
    <aside aria-label="Sample" className="flex gap-2 rounded-control border-s-4 border-waiting bg-waiting-tint px-3 py-2 text-sm">
      <FlaskConical size={16} strokeWidth={1.75} aria-hidden="true" className="mt-0.5 shrink-0" />
      <details className="min-w-0 flex-1">
        <summary className="flex min-h-6 flex-wrap gap-x-1.5">
          <span>
            {counted(events, "sample event")} {events === 1 ? "is" : "are"} shown ·
          </span>
          <span className="text-link underline underline-offset-3">Remove {events === 1 ? "it" : "them"}</span>
        </summary>
        <form method="post" data-needs="configure" action={urls.api.sample} className="flex flex-col items-start gap-2 pt-2">
          <p className="max-w-[72ch]">
            {counted(events, "sample event")} and what only {events === 1 ? "it" : "they"} made of {counted(orders.length, "order")} will be
            removed. Real events, and orders that have any, stay.
          </p>
          <input type="hidden" name="remove" value="1" />
          <button type="submit" className="control">
            Remove the sample
          </button>
        </form>
      </details>
    </aside>
  )
}
