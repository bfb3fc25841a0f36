import { type LineageMove, orderName, urls } from "#lib/contract.ts"
import { openMessaging, orderSentence } from "#lib/format/lineage-text.ts"
import { messagingTone } from "#lib/format/messaging-label.ts"
import { shortOrderName } from "#lib/format/order-name.ts"
import { messagingMark } from "../messaging/messaging-mark.ts"
import { MarkIcon } from "../status/mark-icon.tsx"
import { statusLook } from "../status/status-chip.tsx"
import { toneClass } from "../ui/tone-class.ts"
import type { PlacedOrder } from "./lay-out-lineage.ts"

type NodeProps = { readonly placed: PlacedOrder; readonly moves: readonly LineageMove[]; readonly isCurrent: boolean }

const cut = (text: string): string => (text.length > 16 ? `${text.slice(0, 15)}…` : text)

function Frame({ placed: { x, y, width, height, order }, isCurrent }: Omit<NodeProps, "moves">) {
  const [left, top] = [x - width / 2, y - height / 2]
  return (
    <>
      <rect
        x={left - 4}
        y={top - 4}
        width={width + 8}
        height={height + 8}
        rx={11}
        strokeWidth={2}
        className="fill-transparent stroke-transparent group-focus-visible:stroke-link"
      />
      <rect
        x={left}
        y={top}
        width={width}
        height={height}
        rx={8}
        strokeWidth={isCurrent ? 2.5 : 1}
        strokeDasharray={order.placeholder ? "3 3" : undefined}
        className={isCurrent ? "fill-selected stroke-link" : "fill-bg stroke-control group-hover:fill-surface"}
      />
    </>
  )
}

/** One order in the graph: a link with its state, its key and how many numbers it received and sent. */
export function LineageNode({ placed, moves, isCurrent }: NodeProps) {
  const { order, x, y, width, height } = placed
  const look = statusLook(order)
  const messaging = openMessaging(order)
  const [left, top] = [x - width / 2, y - height / 2]
  const key = `fill-text font-mono text-sm font-medium ${order.deleted ? "line-through" : ""}`
  return (
    <a
      href={urls.order(orderName(order))}
      data-node={placed.key}
      aria-current={isCurrent ? "true" : undefined}
      aria-label={orderSentence(order, moves)}
      className="group outline-none"
      translate="no"
    >
      <Frame placed={placed} isCurrent={isCurrent} />
      <text x={left + 42} y={top + 22} className={key}>
        {cut(shortOrderName(order))}
      </text>{" "}
      <g className={toneClass(look.tone)}>
        <MarkIcon mark={look.mark} x={left + 12} y={top + 16} size={20} />
        <text x={left + 42} y={top + 41} className="fill-current text-xs font-medium">
          {cut(look.word)}
        </text>
      </g>
      {messaging !== null && (
        <g className={toneClass(messagingTone(messaging))}>
          <MarkIcon mark={messagingMark(messaging)} x={left + width - 28} y={top + height / 2 - 8} size={16} />
        </g>
      )}
    </a>
  )
}
