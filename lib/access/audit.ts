import { randomUUID } from "node:crypto"
import type { Tx } from "#lib/db/client.ts"
import type { Viewer } from "./roles.ts"

/** What can be written down of a person's deeds. */
export const DEEDS = [
  "signed_in",
  "signed_out",
  "sessions_ended",
  "set_up",
  "joined",
  "password_changed",
  "invited",
  "invitation_withdrawn",
  "role_changed",
  "member_disabled",
  "member_enabled",
  "reset_made",
  "key_made",
  "key_revoked",
  "raw_read",
  "exported",
  "event_retried",
  "pen_released",
  "pen_reverified",
  "gap_closed",
  "guide_changed",
  "clocks_changed",
  "rules_imported",
  "sample_added",
  "sample_removed",
  "order_deleted",
  "bodies_deleted",
  "link_made",
  "link_revoked",
  "brand_changed",
] as const
export type Deed = (typeof DEEDS)[number]

/** `target`: what it was done to. `detail`: a few words; never a secret, a body or a password. */
export type Done = { readonly action: Deed; readonly target?: string | null; readonly detail?: string | null }
export type Doer = Pick<Viewer, "id" | "name" | "address">
const MOST_TEXT = 500

/** What is done again and again, as a page that reads a body anew with every change of its order, is one deed for so long. */
const SAME_DEED_MINUTES = 10

/** One line of the audit, but none beside an equal one of the last ten minutes. */
export function recordDeedOnce(db: Tx, doer: Doer, { action, target = null, detail = null }: Done) {
  return db.$executeRaw`
    INSERT INTO audit (id, at, actor, actor_id, action, target, detail, address)
    SELECT n.* FROM (SELECT ${randomUUID()}::uuid AS id, clock_timestamp() AS at, ${doer.name.slice(0, MOST_TEXT)}::text AS actor,
      ${doer.id}::uuid AS actor_id, ${action}::text AS action, ${target?.slice(0, MOST_TEXT) ?? null}::text AS target,
      ${detail?.slice(0, MOST_TEXT) ?? null}::text AS detail, ${doer.address}::text AS address) AS n
    WHERE NOT EXISTS (
      SELECT 1 FROM audit a WHERE a.at > statement_timestamp() - make_interval(mins => ${SAME_DEED_MINUTES}::int)
        AND (a.actor, a.actor_id, a.action, a.target, a.detail, a.address)
          IS NOT DISTINCT FROM (n.actor, n.actor_id, n.action, n.target, n.detail, n.address))`
}

/** One line of the audit. A database client's own promise: it can be part of a transaction with the deed. */
export function recordDeed(db: Tx, { id, name, address }: Doer, { action, target = null, detail = null }: Done) {
  return db.$executeRaw`
    INSERT INTO audit (id, at, actor, actor_id, action, target, detail, address)
    VALUES (${randomUUID()}::uuid, clock_timestamp(), ${name.slice(0, MOST_TEXT)}, ${id}::uuid, ${action},
      ${target?.slice(0, MOST_TEXT) ?? null}, ${detail?.slice(0, MOST_TEXT) ?? null}, ${address})`
}
