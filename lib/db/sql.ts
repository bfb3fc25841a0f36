import { Prisma } from "#lib/db/generated/client.ts"

export { Prisma }

/** A timestamptz column as RFC 3339 text in UTC with its microseconds, which a JavaScript Date would lose. */
export function microText(column: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
}
