import type { Clock } from "./clock.ts"
import type { Court } from "./court.ts"

/** What a code is called and whose move it makes the order: as much as lists need. */
export type GuideName = {
  readonly name: string
  readonly court: Exclude<Court, "none">
  /** True where the end customer has to supply or correct something, whoever has to move. */
  readonly withCustomer: boolean
}

/** What an exception code means, who has to move, and what to do. Data: the operator's guide may replace any row. */
export type ExceptionGuideRow = GuideName & {
  readonly meaning: string
  readonly steps: readonly string[]
  /** What to tell the customer, with fields in braces (`CUSTOMER_FIELDS`); empty where there is nothing to tell. */
  readonly customerText: string
  /** What a customer's link says is needed of them; absent: the link says nothing of this exception but that we see to it. */
  readonly linkText?: string
  /** How long this exception may last; null: as long as the clock of the status says. */
  readonly limit: Clock | null
}

export type GuideNames = Readonly<Record<string, GuideName>>
export type ExceptionGuide = Readonly<Record<string, ExceptionGuideRow>>

/** A guide's row of a code; null where the guide does not know it. */
export function rowOf<Row>(guide: Readonly<Record<string, Row>>, code: string | null): Row | null {
  return code !== null && Object.hasOwn(guide, code) ? (guide[code] ?? null) : null
}

/** The court that a code puts the order in; one that the guide does not know is yours to read. */
export function courtOfCode(guide: GuideNames, code: string | null): Exclude<Court, "none"> {
  return rowOf(guide, code)?.court ?? "you"
}
