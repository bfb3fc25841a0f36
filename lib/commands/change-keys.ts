import { randomUUID } from "node:crypto"
import { KEY_PREFIX } from "#lib/access/api-keys.ts"
import { recordDeed } from "#lib/access/audit.ts"
import { holdAdmin } from "#lib/access/hold-admin.ts"
import { isName } from "#lib/access/names.ts"
import { authorize, type Viewer } from "#lib/access/roles.ts"
import { hashToken, newToken } from "#lib/access/token.ts"
import { type AccessNote, SCOPES, type Scope } from "#lib/contract/access.ts"
import { accessDb } from "#lib/db/client.ts"
import { isUuid } from "#lib/porting/uuid.ts"

/** The most days that a key may live. */
export const KEY_DAYS_MAX = 366
const HINT_LENGTH = KEY_PREFIX.length + 6

export type KeyWish = { readonly name: string; readonly scopes: readonly string[]; readonly days: string }
export type KeyOutcome =
  | { readonly ok: true; readonly id: string; readonly key: string }
  | { readonly ok: false; readonly note: Extract<AccessNote, "name_wrong" | "scopes_wrong" | "days_wrong"> }

const isScope = (text: string): text is Scope => (SCOPES as readonly string[]).includes(text)

/** Makes a key: shown this once, kept as a hash. */
export async function makeKey(viewer: Viewer, { name: given, scopes, days: text }: KeyWish): Promise<KeyOutcome> {
  authorize(viewer, "administer")
  const [name, days] = [given.trim(), /^\d{1,3}$/.test(text.trim()) ? Number(text) : 0]
  if (!isName(name)) return { ok: false, note: "name_wrong" }
  if (scopes.length === 0 || !scopes.every(isScope)) return { ok: false, note: "scopes_wrong" }
  if (days < 1 || days > KEY_DAYS_MAX) return { ok: false, note: "days_wrong" }
  // Nothing can be handled or configured that is not read.
  const wanted = SCOPES.filter((scope) => scope === "read" || scopes.includes(scope))
  const [id, key] = [randomUUID(), newToken(KEY_PREFIX)]
  await accessDb().$transaction(async (tx) => {
    await holdAdmin(tx, viewer)
    await tx.$executeRaw`
      INSERT INTO api_keys (id, token_hash, hint, name, scopes, created_by, created_by_id, created_at, expires_at)
      VALUES (${id}::uuid, ${hashToken(key)}, ${key.slice(0, HINT_LENGTH)}, ${name}, ${wanted}::text[], ${viewer.name}, ${viewer.id}::uuid, clock_timestamp(),
        clock_timestamp() + make_interval(days => ${days}::int))`
    await recordDeed(tx, viewer, { action: "key_made", target: name, detail: `${wanted.join(", ")}, ${days} days` })
  })
  return { ok: true, id, key }
}

/** Ends a key at once. False where there is none that is in force. */
export async function revokeKey(viewer: Viewer, id: string): Promise<boolean> {
  authorize(viewer, "administer")
  if (!isUuid(id)) return false
  return accessDb().$transaction(async (tx) => {
    const [row] = await tx.$queryRaw<{ name: string }[]>`
      UPDATE api_keys SET revoked_at = clock_timestamp() WHERE id = ${id}::uuid AND revoked_at IS NULL
      RETURNING name, pg_notify('portline_access', '')::text`
    if (row) await recordDeed(tx, viewer, { action: "key_revoked", target: row.name })
    return row !== undefined
  })
}
