import type { Scope } from "#lib/contract/access.ts"
import { accessDb } from "#lib/db/client.ts"
import { keyViewer, type Viewer } from "./roles.ts"
import { hashToken } from "./token.ts"

/** How an API key begins, so that scanners for leaked secrets know it. */
export const KEY_PREFIX = "portline_"

/** Who a key speaks for; null where it is unknown, expired or revoked. Its last use is noted, to the minute. */
export async function findKey(token: string, address: string | null): Promise<Viewer | null> {
  if (!token.startsWith(KEY_PREFIX)) return null
  const [row] = await accessDb().$queryRaw<{ id: string; name: string; scopes: Scope[]; stale: boolean }[]>`
    SELECT id::text, name, scopes, last_used_at IS NULL OR last_used_at < clock_timestamp() - interval '1 minute' AS stale
    FROM api_keys WHERE token_hash = ${hashToken(token)} AND revoked_at IS NULL AND expires_at > clock_timestamp()`
  if (!row) return null
  if (row.stale) await accessDb().$executeRaw`UPDATE api_keys SET last_used_at = clock_timestamp() WHERE id = ${row.id}::uuid`
  return keyViewer(row.scopes, { id: row.id, name: `key "${row.name}"`, address })
}
