import { randomUUID } from "node:crypto"
import { recordDeed } from "#lib/access/audit.ts"
import { authorize, type Viewer } from "#lib/access/roles.ts"
import { hashToken, newToken } from "#lib/access/token.ts"
import { type BrandJson, LINK_DAYS_MAX, LINK_SCOPES, type LinkScope } from "#lib/contract/customer.ts"
import { accessDb } from "#lib/db/client.ts"
import { isUuid } from "#lib/porting/uuid.ts"
import { isZone } from "#lib/schemas/rules.ts"

export type LinkWish = { readonly orderId: string; readonly scope: string; readonly zone: string; readonly days: string }
/** `problem` names the field and what is allowed. */
export type LinkOutcome = { readonly ok: true; readonly token: string } | { readonly ok: false; readonly problem: string }

const isScope = (text: string): text is LinkScope => (LINK_SCOPES as readonly string[]).includes(text)

/** Makes a link of an order, or of its whole split family: shown this once, kept as a hash. */
export async function makeCustomerLink(viewer: Viewer, { orderId, scope, zone, days: text }: LinkWish): Promise<LinkOutcome> {
  authorize(viewer, "handle")
  const days = /^\d{1,3}$/.test(text.trim()) ? Number(text) : 0
  if (!isScope(scope)) return { ok: false, problem: `scope: one of ${LINK_SCOPES.join(", ")} is allowed.` }
  if (!isZone(zone)) return { ok: false, problem: "zone: a zone of the IANA database is allowed, as America/New_York." }
  if (days < 1 || days > LINK_DAYS_MAX) return { ok: false, problem: `days: a whole number from 1 to ${LINK_DAYS_MAX} is allowed.` }
  const token = newToken()
  const isMade = await accessDb().$transaction(async (tx) => {
    const made = await tx.$executeRaw`
      INSERT INTO customer_links (id, token_hash, order_id, scope, zone, created_by, created_at, expires_at, views)
      SELECT ${randomUUID()}::uuid, ${hashToken(token)}, id, ${scope}, ${zone}, ${viewer.name}, clock_timestamp(),
        clock_timestamp() + make_interval(days => ${days}::int), 0
      FROM orders WHERE id = ${orderId}::uuid FOR KEY SHARE`
    if (made > 0) await recordDeed(tx, viewer, { action: "link_made", target: orderId, detail: `${scope}, ${days} days` })
    return made > 0
  })
  return isMade ? { ok: true, token } : { ok: false, problem: "order: it was deleted at this moment." }
}

/** Ends a link at once; the order that it was of, or null where there is none in force. */
export async function revokeCustomerLink(viewer: Viewer, id: string): Promise<string | null> {
  authorize(viewer, "handle")
  if (!isUuid(id)) return null
  return accessDb().$transaction(async (tx) => {
    const [row] = await tx.$queryRaw<{ order_id: string }[]>`
      UPDATE customer_links SET revoked_at = clock_timestamp() WHERE id = ${id}::uuid AND revoked_at IS NULL RETURNING order_id::text`
    if (row) await recordDeed(tx, viewer, { action: "link_revoked", target: row.order_id })
    return row?.order_id ?? null
  })
}

const MOST = { name: 100, contact: 200 } as const

/** What customers are told of who moves their numbers; a sentence where it is not allowed. */
export async function saveBrand(viewer: Viewer, { name, contact }: BrandJson): Promise<string | null> {
  authorize(viewer, "configure")
  if (name.length > MOST.name) return `name: at most ${MOST.name} characters are allowed.`
  if (contact.length > MOST.contact) return `contact: at most ${MOST.contact} characters are allowed.`
  if (`${name}${contact}`.includes("\u0000")) return "name, contact: a NUL character is not allowed."
  const db = accessDb()
  await db.$transaction([
    db.$executeRaw`
      INSERT INTO brand (id, name, contact) VALUES (1, ${name.trim()}, ${contact.trim()})
      ON CONFLICT (id) DO UPDATE SET name = excluded.name, contact = excluded.contact`,
    recordDeed(db, viewer, { action: "brand_changed" }),
  ])
  return null
}
