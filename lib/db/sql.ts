import { Prisma } from "#lib/db/generated/client.ts"
import { parseInstant } from "#lib/porting/instant.ts"

export { Prisma }

/** A timestamptz column as RFC 3339 text in UTC with its microseconds, which a JavaScript Date would lose. */
export function microText(column: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
}

/** A time as PostgreSQL reads it, which takes no more than so many decimals; null where it is none. */
export function microsOf(time: string | null | undefined): string | null {
  const text = parseInstant(time)?.text
  return text === undefined ? null : `${text.slice(0, -1).slice(0, 26)}Z`
}
