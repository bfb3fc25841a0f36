import { countText } from "./count-text.ts"

const WORDS: Readonly<Record<string, string>> = {
  unreadable_json: "Not readable as JSON",
  not_a_porting_event: "Not a porting event",
  no_order_id: "Names no order",
  unexpected_shape: "Not the shape its type has",
  unreadable_time: "Its time cannot be read",
  content_encoding: "Sent compressed",
}

/** Why a body was quarantined, in words. */
export function quarantineReason(reason: string | null): string {
  if (reason === null) return "For a reason not kept"
  return Object.hasOwn(WORDS, reason) ? (WORDS[reason] ?? reason) : reason
}

/** What trying again came to. */
export function retriedText(understood: number, still: number): string {
  return `${countText(understood)} understood now, ${countText(still)} still not.`
}

/** What a form's trying again came to, from the URL that it led to. */
export function readRetried(query: URLSearchParams): { readonly understood: number; readonly still: number } | null {
  const [understood, still] = [query.get("understood"), query.get("still")]
  const isCount = (text: string | null): text is string => text !== null && /^\d{1,9}$/.test(text)
  return isCount(understood) && isCount(still) ? { understood: Number(understood), still: Number(still) } : null
}
