/**
 * What is locked by a number on the whole database: numbers that no other program uses by accident, each for one thing. The id of an event
 * that is being kept is locked by its hash's first eight bytes, too (the trigger `mark_reused_ids`).
 */
export const ADVISORY_LOCKS = {
  /** One process migrates. */
  migration: 7_061_998_340,
  /** Counts are compared and mended by one. */
  mendingCounts: 7_061_998_341,
  /** Of two admins who disable each other at the same moment, one stays. */
  members: 7_061_998_342,
  /** Of several who use a link at once, one becomes the first admin. */
  setUp: 7_061_998_343,
  /** Who saves rules while another does waits, and is then told that they are others. */
  rules: 7_061_998_344,
  /** A gap is widened by one. */
  gaps: 7_165_002,
} as const
