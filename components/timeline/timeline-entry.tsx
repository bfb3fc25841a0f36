import Link from "next/link"
import { urls } from "#lib/contract.ts"
import { MarkIcon } from "../status/mark-icon.tsx"
import { Time } from "../ui/time.tsx"
import { toneClass } from "../ui/tone-class.ts"
import { EventLink } from "./event-link.tsx"
import { OddBadges } from "./odd-badges.tsx"
import type { ShownEntry } from "./show-entry.ts"

/** What an event says; the order that it ends with is a link. */
function Sentence({ sentence, order }: Pick<ShownEntry, "sentence" | "order">) {
  if (!order || !sentence.endsWith(order.name)) return sentence
  return (
    <>
      {sentence.slice(0, -order.name.length)}
      <Link href={urls.order(order.id)} prefetch={false} className="underline">
        {order.name}
      </Link>
    </>
  )
}

/** One event as a sentence, with what is odd about it and the way to the webhook itself. Comments are never folded away. */
export function TimelineEntry({
  entry: { key, at, received, mark, tone, isStatus, sentence, order, comment, badges, arrival },
}: {
  entry: ShownEntry
}) {
  return (
    <li id={`e-${key}`} data-row className="flex gap-3 py-1.5">
      <span className={`mt-0.5 ${tone ? toneClass(tone) : "text-text-3"}`}>
        <MarkIcon mark={mark} />
      </span>
      <div className="min-w-0 flex-1">
        <div className="flex items-baseline gap-x-3 gap-y-0.5 max-sm:flex-wrap">
          <span className="shrink-0 text-xs text-text-2 sm:w-28">
            <Time at={at} received={received} style="clock" />
          </span>
          <div className="flex min-w-0 flex-wrap items-baseline gap-x-3 gap-y-0.5 max-sm:contents">
            <span className={`min-w-0 break-words ${isStatus ? "font-medium" : ""}`}>
              <Sentence sentence={sentence} order={order} />
            </span>
            <OddBadges badges={badges} arrival={arrival} />
            <EventLink event={key} name={sentence} />
          </div>
        </div>
        {comment && (
          <p className="max-w-prose whitespace-pre-wrap break-words text-text-2 sm:ms-31" translate="no">
            {comment}
          </p>
        )}
      </div>
    </li>
  )
}
