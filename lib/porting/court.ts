/** Who has to move, the most urgent first. */
export const COURTS = ["you", "decide", "customer", "carrier", "telnyx", "none"] as const
export type Court = (typeof COURTS)[number]
