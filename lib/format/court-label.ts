import type { OrderJson } from "#lib/contract.ts"
import { COURTS, type Court } from "#lib/porting/court.ts"
import { type GuideNames, rowOf } from "#lib/porting/exception.ts"
import { isMoveUnknown } from "#lib/porting/unheard.ts"

const LABELS: Readonly<Record<Court, string>> = {
  you: "You",
  decide: "You decide",
  customer: "Customer",
  carrier: "Carrier",
  telnyx: "Telnyx",
  none: "Nobody",
}

const SENTENCES: Readonly<Record<Court, string>> = {
  you: "Waiting on you",
  decide: "Waiting on your decision",
  customer: "Waiting on the customer, with their carrier",
  carrier: "Waiting on the losing carrier",
  telnyx: "Waiting on Telnyx",
  none: "Waiting on nobody",
}

export const courtLabel = (court: Court): string => LABELS[court]
export const courtSentence = (court: Court): string => SENTENCES[court]

type Moved = Pick<OrderJson, "court" | "status" | "messaging" | "deleted_at">

/** Whose move an order is: of a state never heard of nobody can tell, which is not "nobody". */
export const moveLabel = (order: Moved, guide: GuideNames): string =>
  isMoveUnknown(order) ? "Move unknown" : courtWords(order, order.court, guide)
export const moveSentence = (order: Moved, guide: GuideNames): string =>
  isMoveUnknown(order) ? "Whose move: unknown" : courtSentences(order, order.court, guide)

/** Whether your move is one with the customer: a reason asks for something of theirs. */
const isWithCustomer = ({ status }: Pick<OrderJson, "status">, guide: GuideNames): boolean =>
  status?.details.some(({ code }) => rowOf(guide, code)?.withCustomer) === true

/** "You + customer" */
export const courtWords = (order: Pick<OrderJson, "status">, court: Court, guide: GuideNames): string =>
  courtLabel(court) + (court === "you" && isWithCustomer(order, guide) ? " + customer" : "")

/** "Waiting on you, with the customer" */
export const courtSentences = (order: Pick<OrderJson, "status">, court: Court, guide: GuideNames): string =>
  courtSentence(court) + (court === "you" && isWithCustomer(order, guide) ? ", with the customer" : "")

/** The word for a court that came as text, as from a URL: among those of nobody are the orders of which nobody can tell. */
export function courtLabelOf(text: string): string {
  const court = COURTS.find((known) => known === text)
  if (court === "none") return "Nobody or unknown"
  return court ? LABELS[court] : text
}
