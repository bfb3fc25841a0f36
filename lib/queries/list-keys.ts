import { authorize, type Viewer } from "#lib/access/roles.ts"
import type { ApiKeyJson } from "#lib/contract/access.ts"
import { accessDb } from "#lib/db/client.ts"
import { microText, Prisma } from "#lib/db/sql.ts"

/** API keys, those in force first, then the newest. */
export async function listKeys(viewer: Viewer): Promise<ApiKeyJson[]> {
  authorize(viewer, "administer")
  const text = (column: string): Prisma.Sql => microText(Prisma.raw(`k.${column}`))
  return accessDb().$queryRaw<ApiKeyJson[]>`
    SELECT id::text, name, hint, scopes, created_by, ${text("created_at")} AS created_at, ${text("expires_at")} AS expires_at,
      ${text("last_used_at")} AS last_used_at, ${text("revoked_at")} AS revoked_at
    FROM api_keys k ORDER BY revoked_at IS NOT NULL OR expires_at < clock_timestamp(), k.created_at DESC, id LIMIT 500`
}
