"use client"

import { useNow } from "#lib/client/use-now.ts"
import type { LiveQueue } from "#lib/client/use-queue.ts"
import { countIn } from "#lib/format/count-text.ts"
import type { Court } from "#lib/porting/court.ts"
import type { ExceptionGuide } from "#lib/porting/exception.ts"
import { SECTIONS } from "#lib/porting/sections.ts"
import { QueuePreview } from "./queue-preview.tsx"
import { QueueSection } from "./queue-section.tsx"
import { useChoice } from "./use-choice.ts"

type BoardProps = Pick<LiveQueue, "queue" | "shown"> & {
  readonly court: Court | null
  readonly guide: ExceptionGuide
  readonly open: (id: string) => void
}

/** The queue's sections, and beside them the row at hand. */
export function QueueBoard({ queue, court, shown, guide, open }: BoardProps) {
  const now = useNow()
  const { chosen: id, ...choice } = useChoice()
  const rows = SECTIONS.flatMap((section) => shown[section])
  const chosen = (rows.find(({ order }) => order.id === id) ?? rows[0])?.order ?? null
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 xl:grid-cols-[minmax(0,1fr)_21rem]">
      <div className="flex min-w-0 flex-col gap-6">
        {SECTIONS.map((section) => (
          <QueueSection
            key={section}
            section={section}
            court={court}
            total={court === null ? queue.sections[section].total : countIn(queue.sections[section].by_court, court)}
            shown={shown[section]}
            now={now}
            chosen={chosen?.id ?? null}
            {...choice}
            open={open}
          />
        ))}
      </div>
      {chosen && <QueuePreview key={chosen.id} order={chosen} guide={guide} now={now} />}
    </div>
  )
}
