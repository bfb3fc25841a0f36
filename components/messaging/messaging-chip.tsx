import { messagingLabel, messagingTone } from "#lib/format/messaging-label.ts"
import { MarkIcon } from "../status/mark-icon.tsx"
import { stateTextClass } from "../ui/sent-text-class.ts"
import { toneClass } from "../ui/tone-class.ts"
import { isMarkedMessaging, messagingMark } from "./messaging-mark.ts"

/** A messaging state as icon and word; one never heard of stands as sent, in a dotted frame. */
export function MessagingChip({ state }: { state: string }) {
  const isKnown = isMarkedMessaging(state)
  const frame = isKnown ? "" : "max-w-full rounded-chip border border-dotted border-control px-1 font-mono"
  return (
    <span className={`icon-word ${toneClass(messagingTone(state))} ${frame}`}>
      <MarkIcon mark={messagingMark(state)} />
      <span className={stateTextClass(state, isKnown)}>{messagingLabel(state)}</span>
    </span>
  )
}
