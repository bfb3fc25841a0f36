"use client"

import Hourglass from "lucide-react/icons/hourglass"
import { useNow } from "#lib/client/use-now.ts"
import { usePreferences } from "#lib/client/use-preferences.ts"
import { dueText } from "#lib/format/time.ts"
import { MarkIcon } from "../status/mark-icon.tsx"

/** Until when something has to move, and by whose rule; once that is over it says so in words, icon and colour. */
export function Due({ at, rule }: { at: string; rule?: string }) {
  const now = useNow()
  const words = dueText(at, { now, reading: usePreferences() })
  const isOver = Date.parse(at) < now
  return (
    <span className={`inline-flex items-start gap-1.5 ${isOver ? "font-medium text-attention-ink" : ""}`}>
      <span className="mt-0.5 shrink-0">
        {isOver ? <MarkIcon mark={{ shape: "octagon", glyph: "bang" }} /> : <Hourglass size={15} strokeWidth={1.75} aria-hidden="true" />}
      </span>
      <span>
        <time dateTime={at} suppressHydrationWarning>
          {isOver ? `overdue: ${words}` : words}
        </time>
        {rule && <span className="font-normal text-text-2">, {rule}</span>}
      </span>
    </span>
  )
}
