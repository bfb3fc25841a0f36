import type { ReadDb } from "./client.ts"

/** Goes up whenever the fold, or what is written of an order, changes. 2: messaging's own start, attention. 3: details without a code. 4: comments and numbers by ids that are told apart. 5: watched in the last quarter of a clock. */
export const PROJECTION_VERSION = 5

/** Whether orders stand in the database that an older version wrote and this one has not written anew yet. */
export async function isCatchingUp(db: ReadDb): Promise<boolean> {
  const [row] = await db.$queryRaw<{ version: number | null }[]>`SELECT max(version) AS version FROM projection`
  return (row?.version ?? 0) < PROJECTION_VERSION
}
