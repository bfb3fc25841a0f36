"use client"

import Link from "next/link"
import { useListMemory } from "#lib/client/use-list-memory.ts"
import { useQueue } from "#lib/client/use-queue.ts"
import { type QueueJson, urls } from "#lib/contract.ts"
import { countText } from "#lib/format/count-text.ts"
import type { Court } from "#lib/porting/court.ts"
import type { ExceptionGuide } from "#lib/porting/exception.ts"
import { NEEDING_SECTIONS, SECTIONS } from "#lib/porting/sections.ts"
import { NewRows } from "../ui/new-rows.tsx"
import { Notice } from "../ui/notice.tsx"
import { NoneOfCourt, NothingNeedsYou } from "./nothing-needs-you.tsx"
import { QueueBoard } from "./queue-board.tsx"
import { QueueNumbers } from "./queue-numbers.tsx"

const NEEDING = urls.orders(new URLSearchParams({ attention: NEEDING_SECTIONS.join(","), sort: "due_at" }))

/** What needs somebody now, the most urgent first; it changes in place. */
export function QueueView({ initial, court, guide }: { initial: QueueJson; court: Court | null; guide: ExceptionGuide }) {
  const { queue, shown, waiting, show, error } = useQueue(initial, court)
  const ids = SECTIONS.flatMap((section) => shown[section].map(({ order }) => order.id))
  const open = useListMemory({ href: urls.queue(court), ids: ids.join(" ") })
  const needing = Object.values(queue.needs).reduce((sum, count) => sum + count, 0)
  return (
    <>
      {error && <Notice kind="warning">The queue could not be asked for again: {error.message} What is shown may be old.</Notice>}
      <QueueNumbers queue={queue} />
      <div className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-1">
        <p className="text-text-2">
          <Link href={NEEDING} prefetch={false}>
            {needing === 1 ? "1 order needs" : `${countText(needing)} orders need`} somebody
          </Link>{" "}
          · {queue.moving === 1 ? "1 more is" : `${countText(queue.moving)} more are`} under way
        </p>
        <NewRows waiting={waiting} show={show} />
      </div>
      {needing === 0 && <NothingNeedsYou queue={queue} />}
      {needing > 0 && court !== null && ids.length === 0 && waiting === 0 && <NoneOfCourt court={court} />}
      <QueueBoard queue={queue} court={court} shown={shown} guide={guide} open={open} />
    </>
  )
}
