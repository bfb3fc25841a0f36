"use client"

import { useState } from "react"
import { useLiveJson } from "#lib/client/use-live-json.ts"
import { type EventListJson, urls } from "#lib/contract.ts"
import { withParam } from "#lib/format/list-query.ts"
import { Notice } from "../ui/notice.tsx"
import { Pager } from "../ui/pager.tsx"
import { EventRow } from "./event-row.tsx"

type TableProps = { readonly query: string; readonly initial: EventListJson; readonly signaturesChecked: boolean }

const always = (): boolean => true
const HEADINGS = ["Received", "Occurred (lag)", "Type", "Orders", "Verdict", "Signature", "Body"]

/** One page of the inbox. Rows change in place; what came meanwhile waits behind a button. */
export function EventsTable({ query: text, initial, signaturesChecked }: TableProps) {
  const query = new URLSearchParams(text)
  const { data: list, error } = useLiveJson({ url: urls.api.events(query), fallback: initial, concerns: always })
  const [shown, setShown] = useState({ initial, data: initial.data })
  const current = shown.initial === initial ? shown : { initial, data: initial.data }
  if (current !== shown) setShown(current)
  const latest = new Map(list.data.map((event) => [event.event, event]))
  const keys = new Set(current.data.map((event) => event.event))
  const waiting = list.data.filter((event) => !keys.has(event.event)).length
  const older = new URLSearchParams({ ...Object.fromEntries(query), cursor: initial.next_cursor ?? "" })
  return (
    <>
      {error && <Notice kind="warning">The inbox could not be asked for again: {error.message} What is shown may be old.</Notice>}
      <span role="status">
        {waiting > 0 && (
          <button
            type="button"
            className="control border-link font-medium text-link"
            onClick={() => setShown({ initial, data: list.data })}
          >
            {waiting} new · show
          </button>
        )}
      </span>
      <table className="rows">
        <caption className="sr-only">Events, the newest received first</caption>
        <thead>
          <tr>
            {HEADINGS.map((heading) => (
              <th key={heading} scope="col">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {current.data.map((event) => (
            <EventRow key={event.event} event={latest.get(event.event) ?? event} signaturesChecked={signaturesChecked} />
          ))}
        </tbody>
      </table>
      <Pager
        label="Pages of events"
        older={initial.next_cursor ? urls.events(older) : null}
        first={query.has("cursor") ? urls.events(withParam(query, "cursor", null)) : null}
      />
    </>
  )
}
