import { COURTS } from "#lib/porting/court.ts"
import { courtOfCode, type GuideNames, rowOf } from "#lib/porting/exception.ts"
import type { StatusDetail } from "#lib/porting/status.ts"

/** The human name of an exception code; one that the guide does not know is its own name. */
export function exceptionName(code: string, guide: GuideNames): string {
  return rowOf(guide, code)?.name ?? code
}

/** What a detail is called: by its code, else by Telnyx's sentence. */
export function detailName({ code, description }: StatusDetail, guide: GuideNames): string {
  return code ? exceptionName(code, guide) : description || "No code given"
}

/** The reasons of an exception, the one whose court is the order's first; those without a code, which decide nothing, last. */
export function mostUrgentFirst(details: readonly StatusDetail[], guide: GuideNames): StatusDetail[] {
  const urgency = ({ code }: StatusDetail): number => (code === null ? COURTS.length : COURTS.indexOf(courtOfCode(guide, code)))
  return details.toSorted((a, b) => urgency(a) - urgency(b))
}

/** A guide as lists need it: its names and courts, without what to do and to say. */
export function guideNames(guide: GuideNames): GuideNames {
  return Object.fromEntries(Object.entries(guide).map(([code, { name, court, withCustomer }]) => [code, { name, court, withCustomer }]))
}
