import { COURTS } from "#lib/porting/court.ts"
import { DEFAULT_GUIDE, type ExceptionGuideRow } from "#lib/porting/exception.ts"
import type { StatusDetail } from "#lib/porting/status.ts"

export function guideRow(code: string | null): ExceptionGuideRow | null {
  return code !== null && Object.hasOwn(DEFAULT_GUIDE, code) ? (DEFAULT_GUIDE[code] ?? null) : null
}

/** The human name of an exception code; one never heard of is its own name. */
export function exceptionName(code: string): string {
  return guideRow(code)?.name ?? code
}

/** What a detail is called: by its code, else by Telnyx's sentence. */
export function detailName({ code, description }: StatusDetail): string {
  return code ? exceptionName(code) : description || "No code given"
}

const urgency = ({ code }: StatusDetail): number => COURTS.indexOf(guideRow(code)?.court ?? "you")

/** The reasons of an exception, the one whose court is the order's first. */
export function mostUrgentFirst(details: readonly StatusDetail[]): StatusDetail[] {
  return details.toSorted((a, b) => urgency(a) - urgency(b))
}
