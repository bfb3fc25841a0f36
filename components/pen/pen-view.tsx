import { type GapJson, type InboxJson, type PageJson, type PennedReasonJson, type ShownPennedJson, urls } from "#lib/contract.ts"
import { type PenTold, reasonText } from "#lib/format/pen-words.ts"
import { InboxSummary } from "../events/inbox-summary.tsx"
import { VerdictTabs } from "../events/verdict-tabs.tsx"
import { Empty } from "../ui/empty.tsx"
import { Notice } from "../ui/notice.tsx"
import { Pager } from "../ui/pager.tsx"
import { Time } from "../ui/time.tsx"
import { GapList } from "./gap-list.tsx"
import { PenRefresh } from "./pen-refresh.tsx"
import { PenTable } from "./pen-table.tsx"

type ViewProps = {
  readonly inbox: InboxJson
  readonly reasons: readonly PennedReasonJson[]
  readonly list: PageJson<ShownPennedJson>
  readonly gaps: readonly GapJson[]
  readonly cursor: string | null
  /** What of the URL was passed over, and why. */
  readonly notes: readonly string[]
  readonly told: PenTold | null
}

/** How many wait, and why; and the one thing to do for all of them. */
function Summary({ reasons }: { reasons: readonly PennedReasonJson[] }) {
  return (
    <>
      <p className="max-w-[72ch] text-sm text-text-2">
        These came without a signature that a set key verifies, or too long before or after it was made. They are in no order and in no
        count. If the key was wrong, set the right one and start again: what it verifies goes on by itself. What is forged stays here until
        newer ones take its place.
      </p>
      <ul className="text-sm">
        {reasons.map((one) => (
          <li key={`${one.reason} ${one.authentic}`}>
            {reasonText(one)}, since <Time at={one.since} style="moment" ours />
          </li>
        ))}
      </ul>
      <form method="post" data-needs="handle" action={urls.api.reverifyPen} className="no-print">
        <button type="submit" className="control">
          Re-verify with the current keys
        </button>
      </form>
    </>
  )
}

/** What was refused and waits for somebody: the pen, and the gaps. */
export function PenView({ inbox, reasons, list, gaps, cursor, notes, told }: ViewProps) {
  return (
    <>
      <PenRefresh inbox={inbox} />
      <InboxSummary initial={inbox} />
      <VerdictTabs query="" initial={inbox} isPen />
      {notes.map((note) => (
        <Notice key={note} kind="warning">
          {note}
        </Notice>
      ))}
      {told && (
        <Notice kind="plain">
          {told.text} {told.event && <a href={urls.events(new URLSearchParams({ event: told.event }))}>Look at it</a>}
        </Notice>
      )}
      {reasons.length > 0 ? <Summary reasons={reasons} /> : <Empty title="The pen is empty" />}
      {list.data.length > 0 && <PenTable rows={list.data} />}
      <Pager
        label="Pages of the pen"
        older={list.next_cursor ? urls.pen({ cursor: list.next_cursor }) : null}
        first={cursor === null ? null : urls.pen()}
      />
      <GapList gaps={gaps} />
    </>
  )
}
