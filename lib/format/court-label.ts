import { COURTS, type Court } from "#lib/porting/court.ts"

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

/** The word for a court that came as text, as from a URL. */
export function courtLabelOf(text: string): string {
  const court = COURTS.find((known) => known === text)
  return court ? LABELS[court] : text
}
