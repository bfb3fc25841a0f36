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
