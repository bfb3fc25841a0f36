import { statusLabel, statusTone, type Tone } from "#lib/format/status-label.ts"
import { isKnownStatus } from "#lib/porting/status.ts"
import { stateTextClass } from "../ui/sent-text-class.ts"
import { toneClass } from "../ui/tone-class.ts"
import { type Mark, MarkIcon } from "./mark-icon.tsx"
import { statusMark } from "./status-mark.ts"

type StatedOrder = { readonly status: string | null; readonly placeholder: boolean; readonly deleted: boolean }
type Look = { readonly mark: Mark; readonly word: string; readonly tone: Tone; readonly isKnown: boolean }

/** How an order's state looks; what hides the status (deleted, not heard of) comes before it. */
export function statusLook({ status, placeholder, deleted }: StatedOrder): Look {
  const plain = { tone: "neutral", isKnown: true } as const
  if (deleted) return { ...plain, mark: { shape: "bin", glyph: "none" }, word: "Deleted" }
  if (placeholder) return { ...plain, mark: { shape: "dotted-circle", glyph: "query" }, word: "Not heard of" }
  if (status === null) return { ...plain, mark: { shape: "dotted-circle", glyph: "query" }, word: "No status yet" }
  return { mark: statusMark(status), word: statusLabel(status), tone: statusTone(status), isKnown: isKnownStatus(status) }
}

/** An order's state as icon and word. A value never heard of stands as sent, in a dotted frame. */
export function StatusChip(order: StatedOrder) {
  const { mark, word, tone, isKnown } = statusLook(order)
  const frame = isKnown ? "" : "max-w-full rounded-chip border border-dotted border-control px-1 font-mono"
  return (
    <span className={`icon-word font-medium ${toneClass(tone)} ${frame}`}>
      <MarkIcon mark={mark} />
      <span className={stateTextClass(word, isKnown)} translate={isKnown ? undefined : "no"}>
        {word}
      </span>
    </span>
  )
}
