import { authorize, type Viewer } from "#lib/access/roles.ts"
import type { CommentJson, ShownCommentJson } from "#lib/contract.ts"
import { readDb } from "#lib/db/client.ts"
import { kindPlace } from "#lib/porting/event.ts"
import { findOrderId } from "./find-order.ts"

/** An order's comments, oldest first; null where there is no such order. */
export async function listComments(viewer: Viewer, name: string): Promise<CommentJson[] | null> {
  authorize(viewer, "read")
  const id = await findOrderId(name)
  if (id === null) return null
  return readDb().$queryRaw<CommentJson[]>`
    SELECT comment_id AS id, body, user_type, user_id, inserted_text AS inserted_at FROM comments
    WHERE order_id = ${id}::uuid ORDER BY listed_at, comment_id COLLATE "C"`
}

/** Bytes of comments that are read for a page, where they are that many before `most` are. */
const PAGE_BYTES = 1024 * 1024

/**
 * The newest comments of an order, oldest first, each with the event that told of it. A comment keeps that event's key
 * in the total order: 18 digits of time, one of kind and rank each, the content's hash, the event id.
 */
export async function newestComments(viewer: Viewer, id: string, most: number): Promise<ShownCommentJson[]> {
  authorize(viewer, "read")
  return readDb().$queryRaw<ShownCommentJson[]>`
    WITH told AS MATERIALIZED (
      SELECT e.key, encode(e.content_hash, 'hex') || e.event_id AS mark FROM event_orders eo JOIN events e ON e.key = eo.event_key
      WHERE eo.order_id = ${id}::uuid AND e.kind = ${kindPlace("comment")}
    ), newest AS (
      SELECT * FROM (
        SELECT *, sum(bytes) OVER (ORDER BY listed_at DESC, comment_id COLLATE "C" DESC) - bytes AS bytes_before FROM (
          SELECT *, coalesce(octet_length(body), 0) AS bytes FROM comments
          WHERE order_id = ${id}::uuid ORDER BY listed_at DESC, comment_id COLLATE "C" DESC LIMIT ${most}
        ) AS listed
      ) AS c WHERE bytes_before < ${PAGE_BYTES}
    )
    SELECT comment_id AS id, body, user_type, user_id, inserted_text AS inserted_at, told.key AS event
    FROM newest LEFT JOIN told ON told.mark = substr(newest.mark, 21)
    ORDER BY listed_at, comment_id COLLATE "C"`
}
