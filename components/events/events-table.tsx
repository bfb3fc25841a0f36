"use client"

import { useState } from "react"
import { useHeldRows } from "#lib/client/use-held-rows.ts"
import { useLiveJson } from "#lib/client/use-live-json.ts"
import { type DetailedEventJson, type DetailedEventListJson, urls } from "#lib/contract.ts"
import { type EventGroup, foldAlike } from "#lib/format/alike-events.ts"
import { withParam } from "#lib/format/list-query.ts"
import { Notice } from "../ui/notice.tsx"
import { Pager } from "../ui/pager.tsx"
import { TableHead } from "../ui/table-head.tsx"
import { EventRow } from "./event-row.tsx"
import { LiveControls } from "./live-controls.tsx"
import { RetryAll } from "./retry-all.tsx"

type TableProps = { readonly query: string; readonly initial: DetailedEventListJson; readonly signaturesChecked: boolean }

const always = (): boolean => true
const keyOf = (event: DetailedEventJson): string => event.event
const HEADINGS = ["Received", "Occurred (lag)", "Type", "Order", "Verdict", "Try", "Envelope"]
const alone = (event: DetailedEventJson): EventGroup => ({ event, alike: [] })

/** One page of the inbox. Rows change in place; what came meanwhile waits behind a button; paused, nothing changes. */
export function EventsTable({ query: text, initial, signaturesChecked }: TableProps) {
  const query = new URLSearchParams(text)
  const asked = new URLSearchParams({ ...Object.fromEntries(query), include: "details" })
  const { data: live, error } = useLiveJson({ url: urls.api.events(asked), fallback: initial, served: initial, concerns: always })
  const [paused, setPaused] = useState<DetailedEventListJson | null>(null)
  const list = paused ?? live
  const { rows, nextCursor, waiting, show } = useHeldRows(initial, list, keyOf)
  const older = new URLSearchParams({ ...Object.fromEntries(query), cursor: nextCursor ?? "" })
  const isQuarantine = [query.get("verdict"), query.get("state")].includes("quarantined")
  return (
    <>
      {error && <Notice kind="warning">The inbox could not be asked for again: {error.message} What is shown may be old.</Notice>}
      <LiveControls waiting={waiting} show={show} isPaused={paused !== null} toggle={() => setPaused(paused ? null : live)}>
        {isQuarantine && <RetryAll />}
      </LiveControls>
      <table className="rows">
        <caption className="sr-only">Events, the newest received first</caption>
        <TableHead names={HEADINGS} />
        <tbody>
          {(isQuarantine ? foldAlike(rows) : rows.map(alone)).map((group) => (
            <EventRow key={group.event.event} group={group} query={query} signaturesChecked={signaturesChecked} />
          ))}
        </tbody>
      </table>
      <Pager
        label="Pages of events"
        older={nextCursor ? urls.events(older) : null}
        first={query.has("cursor") ? urls.events(withParam(query, "cursor", null)) : null}
      />
    </>
  )
}
