import { type CommentEvent, orderKey, type PortingComment, type PortingEvent } from "./event.ts"
import { compareText, type Instant } from "./instant.ts"

/** One comment of an order, in the version that is last in the total order (`mark`). */
export type CommentVersion = PortingComment & { readonly orderId: string; readonly listedAt: Instant; readonly mark: string }

function commentVersion(event: CommentEvent): CommentVersion {
  const { comment, orderId, occurredAt } = event
  return { ...comment, orderId, listedAt: comment.insertedAt ?? occurredAt, mark: orderKey(event) }
}

/** Of several versions of one comment the last one. */
export function lastVersions(versions: readonly CommentVersion[]): CommentVersion[] {
  const last = new Map<string, CommentVersion>()
  for (const version of versions) {
    const key = `${version.orderId} ${version.id}`
    const known = last.get(key)
    if (known === undefined || compareText(version.mark, known.mark) > 0) last.set(key, version)
  }
  return [...last.values()]
}

/** The comments that a set of events leaves: one per order and comment id; future events count for nothing. */
export function foldComments(events: readonly PortingEvent[]): CommentVersion[] {
  return lastVersions(events.flatMap((event) => (event.kind === "comment" && !event.future ? [commentVersion(event)] : [])))
}
