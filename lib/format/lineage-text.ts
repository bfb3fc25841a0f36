import type { LineageMove, LineageOrder } from "#lib/contract.ts"
import type { MoveKind } from "#lib/porting/move-kinds.ts"
import { countText, plural } from "./count-text.ts"
import type { ShownMove } from "./lineage-shown.ts"
import { messagingLabel } from "./messaging-label.ts"
import { shortOrderName } from "./order-name.ts"
import { statusLabel } from "./status-label.ts"

const KINDS: Readonly<Record<MoveKind, string>> = { forward: "No", cycle: "Yes", back: "Goes back", self: "To itself" }

/** Whether a move is part of a cycle, and which. */
export const cycleText = (kind: MoveKind): string => KINDS[kind]

/** What a count counts: numbers that events list, or events where they list none. */
export function countedText({ count, events, unlisted }: LineageMove): string {
  const listed = count - unlisted
  if (unlisted === 0) return `distinct numbers, listed by ${plural(events, "event")}`
  if (listed <= 0) return "distinct split events, which list no numbers"
  return `${plural(listed, "distinct number")} listed by events, and ${plural(unlisted, "event")} without a list`
}

/** The same in a word or two beside the count; nothing where all numbers are listed. */
export function countedMark({ count, unlisted }: LineageMove): string | null {
  if (unlisted === 0) return null
  return unlisted >= count ? "as events" : `${countText(unlisted)} as events`
}

export const netText = (net: number): string => `net ${countText(net)}`

/** All about one move: "3 moved from sr_a to sr_b (distinct numbers, listed by 2 events); net 2". */
export function moveSentence(move: ShownMove, nameOf: (id: string) => string): string {
  const ends = `${countText(move.count)} moved from ${nameOf(move.from)} to ${nameOf(move.to)}`
  const back = move.kind === "back" ? "; closes a cycle" : ""
  return `${ends} (${countedText(move)})${move.net === null ? "" : `; ${netText(move.net)}`}${back}`
}

/** The word for an order's state, as a node's name has it. */
function stateWord({ deleted, placeholder, status }: LineageOrder): string {
  if (deleted) return "deleted"
  if (placeholder) return "not heard of"
  if (status === null) return "no status yet"
  const label = statusLabel(status)
  return label === status ? status : label.toLowerCase()
}

/** Whether messaging is worth a mark: it failed, or holds open what has ported. */
export function openMessaging({ status, messaging_port_status: state }: LineageOrder): string | null {
  if (state === "exception") return state
  return status === "ported" && (state === "pending" || state === "activating" || state === "partial_port_complete") ? state : null
}

function movedText(order: LineageOrder, moves: readonly LineageMove[]): string[] {
  const into = moves.filter(({ from, to }) => to === order.id && from !== to)
  const outOf = moves.filter(({ from, to }) => from === order.id && from !== to)
  const own = moves.find(({ from, to }) => from === order.id && from === to)
  const sum = (some: readonly LineageMove[]): string => countText(some.reduce((total, { count }) => total + count, 0))
  const received = into.length > 0 ? [`received ${sum(into)} from ${plural(into.length, "order")}`] : []
  const ends = into.length > 0 ? countText(outOf.length) : plural(outOf.length, "order")
  const sent = outOf.length > 0 ? [`sent ${sum(outOf)} to ${ends}`] : []
  return [...received, ...sent, ...(own ? [`moved ${countText(own.count)} to itself`] : [])]
}

/** A node's name: "sr_22bb, pending, received 3 from 1 order, sent 2 to 1". */
export function orderSentence(order: LineageOrder, moves: readonly LineageMove[]): string {
  const messaging = openMessaging(order)
  const sms = messaging === null ? [] : [`messaging ${messagingLabel(messaging).toLowerCase()}`]
  return [shortOrderName(order), stateWord(order), ...sms, ...movedText(order, moves)].join(", ")
}
