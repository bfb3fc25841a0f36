"use client"

import { useHeldRows } from "#lib/client/use-held-rows.ts"
import { useLiveJson } from "#lib/client/use-live-json.ts"
import { type EventJson, type EventListJson, urls } from "#lib/contract.ts"
import { withParam } from "#lib/format/list-query.ts"
import { NewRows } from "../ui/new-rows.tsx"
import { Notice } from "../ui/notice.tsx"
import { Pager } from "../ui/pager.tsx"
import { EventRow } from "./event-row.tsx"

type TableProps = { readonly query: string; readonly initial: EventListJson; readonly signaturesChecked: boolean }

const always = (): boolean => true
const keyOf = (event: EventJson): string => event.event
const HEADINGS = ["Received", "Occurred (lag)", "Type", "Orders", "Verdict", "Signature", "Body"]

/** One page of the inbox. Rows change in place; what came meanwhile waits behind a button. */
export function EventsTable({ query: text, initial, signaturesChecked }: TableProps) {
  const query = new URLSearchParams(text)
  const { data: list, error } = useLiveJson({ url: urls.api.events(query), fallback: initial, concerns: always })
  const { rows, waiting, show } = useHeldRows(initial.data, list.data, keyOf)
  const older = new URLSearchParams({ ...Object.fromEntries(query), cursor: initial.next_cursor ?? "" })
  return (
    <>
      {error && <Notice kind="warning">The inbox could not be asked for again: {error.message} What is shown may be old.</Notice>}
      <NewRows waiting={waiting} show={show} />
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
          {rows.map((event) => (
            <EventRow key={event.event} event={event} signaturesChecked={signaturesChecked} />
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
