import { statusLabel } from "#lib/format/status-label.ts"
import type { Entered } from "./field-id.ts"
import { LimitField } from "./limit-field.tsx"
import { TextField } from "./text-field.tsx"

const NOTES: ReadonlyMap<string, string> = new Map([
  ["draft", "Telnyx deletes a draft after 30 days, and does not remind of it."],
  ["exception", "Our rule. A code may have a limit of its own, in the guide."],
  ["foc-date-confirmed", "Waits for its day, which no webhook tells."],
])

function StatusClock({ entered, status, calendars }: { entered: Entered; status: string; calendars: readonly string[] }) {
  const [label, note] = [statusLabel(status), NOTES.get(status)]
  return (
    <div className="grid gap-x-4 gap-y-1 border-t border-hairline py-2.5 sm:grid-cols-[minmax(10rem,1fr)_minmax(0,2fr)]">
      <div className="min-w-0">
        <p className="wrap-anywhere font-medium">{label}</p>
        {note && <p className="text-xs text-text-3">{note}</p>}
      </div>
      <input type="hidden" name="status" value={status} />
      <LimitField entered={entered} name={`statuses.${status}`} label={label} calendars={calendars} placeholder="No clock" />
    </div>
  )
}

/** How long an order may stay in each status: the known ones, those that orders are in, and one to add. */
export function StatusClocks({ entered, calendars }: { entered: Entered; calendars: readonly string[] }) {
  return (
    <section aria-labelledby="statuses" className="flex flex-col gap-2">
      <h2 id="statuses">Statuses</h2>
      <p className="max-w-prose text-text-2">How long an order may stay in a status before it is overdue. Empty: no clock runs.</p>
      <div>
        {entered.fields.getAll("status").map((status) => (
          <StatusClock key={status} entered={entered} status={status} calendars={calendars} />
        ))}
        <div className="grid items-start gap-x-4 gap-y-2 border-y border-hairline py-2.5 sm:grid-cols-[minmax(10rem,1fr)_minmax(0,2fr)]">
          <TextField entered={entered} name="new_status.name" label="Another status" placeholder="As Telnyx sends it" isCode />
          <div className="sm:pt-6">
            <LimitField entered={entered} name="new_status" label="Another status" calendars={calendars} placeholder="No clock" />
          </div>
        </div>
      </div>
    </section>
  )
}
