import { Prisma } from "#lib/db/sql.ts"

/** The bytes of an event `e`'s payload as sent; once its body is deleted, of what is left of it. */
export const PAYLOAD = Prisma.sql`
  CASE WHEN e.pruned_at IS NULL THEN substring(e.raw FROM e.payload_start + 1 FOR e.payload_length) ELSE convert_to(e.remainder, 'UTF8') END`
