import Form from "next/form"
import { urls } from "#lib/contract.ts"

const TYPES = ["status_changed", "new_comment", "split", "messaging_changed", "deleted"].map((name) => `porting_order.${name}`)

/** The inbox's filters, under the API's own names; a plain form, so that it works without JavaScript. */
export function EventFilters({ query, quarantined }: { query: URLSearchParams; quarantined: number }) {
  const value = (name: string): string => query.get(name) ?? ""
  return (
    <Form
      key={query.toString()}
      action={urls.events()}
      aria-label="Filter events"
      className="no-print flex flex-wrap items-center gap-2 text-sm text-text-2"
    >
      <label className="flex items-center gap-1.5">
        State
        <select name="state" defaultValue={value("state")} className="control">
          <option value="">All</option>
          <option value="applied">Applied</option>
          <option value="quarantined">Quarantined ({quarantined.toLocaleString("en")})</option>
        </select>
      </label>
      <label className="flex items-center gap-1.5">
        Type
        <input
          name="event_type"
          defaultValue={value("event_type")}
          list="event-types"
          placeholder="Any"
          className="control w-56 max-w-full"
        />
      </label>
      <datalist id="event-types">
        {TYPES.map((type) => (
          <option key={type} value={type} />
        ))}
      </datalist>
      <label className="flex items-center gap-1.5">
        Order
        <input name="order" defaultValue={value("order")} placeholder="Key or UUID" className="control w-40" />
      </label>
      <label className="flex items-center gap-1.5">
        Event id
        <input name="event_id" defaultValue={value("event_id")} placeholder="As sent" className="control w-40" />
      </label>
      <button type="submit" className="control border-link font-medium text-link">
        Apply
      </button>
    </Form>
  )
}
