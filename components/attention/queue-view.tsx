"use client"

import Link from "next/link"
import { useState } from "react"
import { useListMemory } from "#lib/client/use-list-memory.ts"
import { useNow } from "#lib/client/use-now.ts"
import { useQueue } from "#lib/client/use-queue.ts"
import { type QueueJson, urls } from "#lib/contract.ts"
import type { ExceptionGuide } from "#lib/porting/exception.ts"
import { NEEDING_SECTIONS, SECTIONS } from "#lib/porting/sections.ts"
import { NewRows } from "../ui/new-rows.tsx"
import { Notice } from "../ui/notice.tsx"
import { NothingNeedsYou } from "./nothing-needs-you.tsx"
import { QueueNumbers } from "./queue-numbers.tsx"
import { QueuePreview } from "./queue-preview.tsx"
import { QueueSection } from "./queue-section.tsx"

const NEEDING = urls.orders(new URLSearchParams({ attention: NEEDING_SECTIONS.join(","), sort: "due_at" }))

/** What needs somebody now, the most urgent first; it changes in place. */
export function QueueView({ initial, guide }: { initial: QueueJson; guide: ExceptionGuide }) {
  const { queue, shown, waiting, show, error } = useQueue(initial)
  const now = useNow()
  const rows = SECTIONS.flatMap((section) => shown[section])
  const [focused, setFocused] = useState<string | null>(null)
  const chosen = rows.find(({ order }) => order.id === focused) ?? rows[0] ?? null
  const open = useListMemory(urls.home, rows.map(({ order }) => order.id).join(" "))
  const needing = Object.values(queue.needs).reduce((sum, count) => sum + count, 0)
  return (
    <>
      {error && <Notice kind="warning">The queue could not be asked for again: {error.message} What is shown may be old.</Notice>}
      <QueueNumbers queue={queue} />
      <div className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-1">
        <p className="text-text-2">
          <Link href={NEEDING} prefetch={false}>
            {needing === 1 ? "1 order needs" : `${needing.toLocaleString("en")} orders need`} somebody
          </Link>{" "}
          · {queue.moving.toLocaleString("en")} move by themselves
        </p>
        <NewRows waiting={waiting} show={show} />
      </div>
      {needing === 0 && <NothingNeedsYou queue={queue} />}
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 xl:grid-cols-[minmax(0,1fr)_21rem]">
        <div className="flex min-w-0 flex-col gap-6">
          {SECTIONS.map((section) => (
            <QueueSection
              key={section}
              section={section}
              total={queue.sections[section].total}
              shown={shown[section]}
              now={now}
              chosen={chosen?.order.id ?? null}
              choose={setFocused}
              open={open}
            />
          ))}
        </div>
        {chosen && <QueuePreview key={chosen.order.id} order={chosen.order} guide={guide} now={now} />}
      </div>
    </>
  )
}
