import type { PennedReasonJson, ShownPennedJson } from "#lib/contract.ts"
import { countText } from "./count-text.ts"
import { skewText } from "./skew-text.ts"

const REASONS: Readonly<Record<string, string>> = {
  signature_missing: "It has no signature",
  timestamp_missing: "Its signature has no timestamp",
  signature_malformed: "Its signature is not one",
  timestamp_malformed: "Its timestamp is not one",
  signature_invalid: "Its signature matches no key that is set",
  timestamp_out_of_tolerance: "It was signed by a key that is no longer set, and its timestamp was off",
}

const wordsOf = (words: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(words, name) ? words[name] : undefined

const TOLERANCE_SECONDS = 300

/** Why one body waits. */
export function pennedText({
  reason,
  verified_with,
  skew_seconds,
}: Pick<ShownPennedJson, "reason" | "verified_with" | "skew_seconds">): string {
  if (verified_with === null) return wordsOf(REASONS, reason) ?? `Refused as ${reason}`
  if (skew_seconds !== null && Math.abs(skew_seconds) <= TOLERANCE_SECONDS) return "It is authentic by a key that is set now: re-verify"
  return `It is authentic, but its timestamp was ${skewText(skew_seconds === null ? null : String(skew_seconds))} when it came`
}

/** Why so many of them wait. */
export function reasonText({ reason, authentic, count }: PennedReasonJson): string {
  const why = authentic ? "It is authentic, but its timestamp was off when it came" : (wordsOf(REASONS, reason) ?? `Refused as ${reason}`)
  return `${countText(count)} × ${why[0]?.toLowerCase()}${why.slice(1)}`
}

const GAPS: Readonly<Record<string, string>> = {
  spool_failed:
    "Neither the database nor the disk took them: answered 503. Telnyx may have given up: check the orders of that time by hand.",
  too_large: "They are larger than the 1 MiB that is taken: answered 413.",
  quarantine_full: "100,000 unverified webhooks that are no known event wait in quarantine, and these were such ones, too: answered 503.",
  pen_full: "They came without a right signature, and newer ones of that kind took their places in the pen.",
  pen_too_large: "They came without a right signature, and are larger than the 64 KiB that the pen takes.",
  pen_failed: "They came without a right signature while the database did not answer.",
}

/** What a gap means. */
export const gapText = (reason: string): string => wordsOf(GAPS, reason) ?? `Refused as ${reason}.`

/** What a deed at the pen came to, by the URL that its form led to. */
export type PenTold = { readonly text: string; readonly event: string | null }

export function readPenTold(query: URLSearchParams): PenTold | null {
  const [released, left, event, held] = ["released", "left", "event", "held"].map((name) => query.get(name) ?? "")
  if (/^\d{1,6}$/.test(released ?? "") && /^\d{1,6}$/.test(left ?? ""))
    return {
      text: `Re-verified with the keys that are set: ${countText(Number(released))} released, ${countText(Number(left))} left.`,
      event: null,
    }
  if (/^[0-9a-f]{32}$/.test(event ?? "")) return { text: "Released: it is an event like any other now.", event: event ?? null }
  if (held === "gone") return { text: "It is not in the pen any more: it was released already, or newer ones took its place.", event: null }
  const why = wordsOf(REASONS, held ?? "")
  return why ? { text: `It stays in the pen. ${why}.`, event: null } : null
}
