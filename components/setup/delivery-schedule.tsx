import { type ScheduleJson, urls } from "#lib/contract.ts"
import { ordinal } from "#lib/format/ordinal.ts"
import { longestWords, retriedWords, waitWords } from "#lib/format/schedule-words.ts"

function Waits({ waits }: { waits: ScheduleJson["waits"] }) {
  return (
    <table className="rows" aria-label="How long Telnyx waited before each attempt">
      <thead>
        <tr>
          <th scope="col">Attempt</th>
          <th scope="col">After the one before</th>
        </tr>
      </thead>
      <tbody>
        {waits.map((wait) => (
          <tr key={wait.attempt}>
            <th scope="row">{ordinal(wait.attempt)}</th>
            <td data-label="After the one before">{waitWords(wait)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** How often Telnyx tries and how long it waits: it publishes no schedule for porting, so this is what was measured here. */
export function DeliverySchedule({ schedule }: { schedule: ScheduleJson }) {
  const { longest, waits } = schedule
  return (
    <div className="flex flex-col gap-2">
      <h3>How Telnyx tries again</h3>
      <p className="text-sm">
        {longest && (
          <>
            <a href={urls.events(new URLSearchParams({ event: longest.event }))}>{longestWords(schedule)}</a>{" "}
          </>
        )}
        {retriedWords(schedule)}
      </p>
      {waits.length > 0 && <Waits waits={waits} />}
      <p className="text-sm text-text-2">
        Telnyx publishes no schedule for porting. It gives up an attempt after 2 s; a later one means that no answer of 200 had reached it.
      </p>
    </div>
  )
}
