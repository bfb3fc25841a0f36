import { z } from "zod"

/** The answers about what was refused. */
const time = z.string().meta({ description: "RFC 3339 in UTC." })

const gap = z.object({
  id: z.guid(),
  reason: z.string().meta({ description: "spool_failed, pen_full, pen_too_large or pen_failed." }),
  from: time,
  to: time,
  refused: z.int().min(1).meta({ description: "How many deliveries were refused and are kept nowhere." }),
  closed_at: time.nullable(),
})
export const gapSchema = z.object({ data: gap })
export const gapListSchema = z.object({ data: z.array(gap), next_cursor: z.string().nullable() })
