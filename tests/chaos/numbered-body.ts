import { createHash } from "node:crypto"
import { sentComment, sentMessaging, sentSplit, sentStatus } from "../support/sent.ts"

const STATUSES = ["in-process", "submitted", "exception", "foc-date-confirmed", "ported", "cancel-pending"]
const STATES = ["pending", "exception", "ported"]
const CODES = [["ACCOUNT_NUMBER_MISMATCH"], ["LOA_ILLEGIBLE", "OTHER"], []]
/** So many orders are told of in turn, so many times each, before others are. */
const TURN = { orders: 64, events: 25 }
const BEGAN = Date.UTC(2024, 4, 1)

const digestOf = (text: string): string => createHash("sha256").update(text).digest("hex")
const uuidOf = (hex: string): string =>
  `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`

function orderId(seed: number, number: number): string {
  const turn = Math.floor(number / (TURN.orders * TURN.events))
  return uuidOf(digestOf(`${seed} order ${turn} ${number % TURN.orders}`))
}

/** The event's id begins with the number, so that a kept event tells which one it is. */
export const numberOf = (eventId: string): number => Number.parseInt(eventId.slice(0, 8), 16)

/** The body of the webhook with this number: always the same bytes, and no other's. Some are told late. */
export function numberedBody(seed: number, number: number): Buffer {
  const hex = digestOf(`${seed} event ${number}`)
  const [chance, kind, value] = [hex.slice(40, 44), hex.slice(44, 46), hex.slice(46, 48)].map((text) => Number.parseInt(text, 16))
  const late = (chance ?? 0) % 20 === 0 ? 60_000 : 0
  const at = new Date(BEGAN + number * 10 - late).toISOString()
  const order = orderId(seed, number)
  const about = { order, at, id: uuidOf(number.toString(16).padStart(8, "0") + hex.slice(8)) }
  const pick = <T>(items: readonly T[]): T => items[(value ?? 0) % items.length] as T
  if ((kind ?? 0) % 10 === 0) return sentComment({ id: uuidOf(digestOf(hex)), body: hex.repeat(6), inserted_at: at }, about)
  if ((kind ?? 0) % 10 === 1) return sentMessaging(pick(STATES), about)
  if ((kind ?? 0) % 50 === 2) return sentSplit(order, orderId(seed, number + 1), about)
  return sentStatus(pick(STATUSES), { ...about, codes: pick(CODES), more: { note: hex.repeat(8) } })
}
