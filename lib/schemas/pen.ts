import { z } from "zod"

/** The answers about what was refused. */
const time = z.string().meta({ description: "RFC 3339 in UTC." })

const penned = z.object({
  event: z.string().meta({ description: "The key under which the event would be known." }),
  received_at: time.meta({ description: "The earliest receipt, RFC 3339 in UTC." }),
  reason: z.string().meta({ description: "Why it was refused." }),
  verified_with: z.string().optional().meta({ description: "Base64 of the key set now that verifies it: then its age alone was wrong." }),
  size: z.int().min(1).meta({ description: "Bytes." }),
})
export const pennedListSchema = z.object({ data: z.array(penned), next_cursor: z.string().nullable() })
export const reverifiedSchema = z.object({ data: z.object({ released: z.int().min(0), left: z.int().min(0) }) })
export const releasedSchema = z.object({
  data: z.object({ result: z.enum(["stored", "duplicate", "quarantined"]), event: z.string(), reason: z.string().optional() }),
})

const gap = z.object({
  id: z.guid(),
  reason: z.string().meta({ description: "spool_failed, too_large, quarantine_full, pen_full, pen_too_large or pen_failed." }),
  from: time,
  to: time,
  refused: z.int().min(1).meta({ description: "How many deliveries were refused and are kept nowhere." }),
  closed_at: time.nullable(),
})
export const gapSchema = z.object({ data: gap })
export const gapListSchema = z.object({ data: z.array(gap), next_cursor: z.string().nullable() })
