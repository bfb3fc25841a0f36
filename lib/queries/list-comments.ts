import type { Viewer } from "#lib/access/viewer.ts"
import type { CommentJson } from "#lib/contract.ts"
import { readDb } from "#lib/db/client.ts"
import { findOrderId } from "./find-order.ts"

/** An order's comments, oldest first; null where there is no such order. */
export async function listComments(_viewer: Viewer, name: string): Promise<CommentJson[] | null> {
  const id = await findOrderId(name)
  if (id === null) return null
  return readDb().$queryRaw<CommentJson[]>`
    SELECT comment_id AS id, body, user_type, user_id, inserted_text AS inserted_at FROM comments
    WHERE order_id = ${id}::uuid ORDER BY listed_at, comment_id COLLATE "C"`
}
