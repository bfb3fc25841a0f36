import { AccessRefused } from "#lib/contract/access.ts"
import { ADVISORY_LOCKS } from "#lib/db/advisory-locks.ts"
import type { Tx } from "#lib/db/client.ts"
import { authorize, type Viewer } from "./roles.ts"

/**
 * Begins what an admin does to let somebody in, in its transaction: until that is over nobody is disabled or gets another role, and
 * whoever did a moment ago is refused here. Without it a request that was let in before would leave a way in behind.
 */
export async function holdAdmin(tx: Tx, viewer: Viewer): Promise<void> {
  authorize(viewer, "administer")
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${ADVISORY_LOCKS.members}::bigint)`
  if (viewer.kind !== "member") return
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM members WHERE id = ${viewer.id}::uuid AND role = 'admin' AND disabled_at IS NULL`
  if (rows.length === 0) throw new AccessRefused(403, "That needs the role of an admin.")
}
