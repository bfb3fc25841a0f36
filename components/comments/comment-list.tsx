import type { ShownCommentJson } from "#lib/contract.ts"
import { commentAnchor } from "#lib/format/comment-anchor.ts"
import { countText } from "#lib/format/count-text.ts"
import { EventLink } from "../timeline/event-link.tsx"
import { Time } from "../ui/time.tsx"
import { LinkedText } from "./linked-text.tsx"

const AUTHORS: Readonly<Record<string, string>> = { admin: "Telnyx", user: "You", system: "System" }
/** From here on the newest one stands far below the heading. */
const MANY = 10
const PORTAL = "https://portal.telnyx.com/#/porting"

function authorOf(userType: string | null): string {
  if (userType === null) return "Unknown author"
  return Object.hasOwn(AUTHORS, userType) ? (AUTHORS[userType] ?? userType) : userType
}

function Comment({ comment }: { comment: ShownCommentJson }) {
  const author = authorOf(comment.user_type)
  return (
    <li
      id={commentAnchor(comment.id)}
      className={`rounded-control border-s-4 px-3 py-2 ${comment.user_type === "user" ? "border-link bg-selected" : "border-control bg-surface"}`}
    >
      <p className="flex flex-wrap items-center gap-x-3 text-xs text-text-2">
        <span className="font-semibold text-text">{author}</span>
        {comment.inserted_at && <Time at={comment.inserted_at} style="moment" />}
        {comment.event && <EventLink event={comment.event} name={`comment by ${author}`} />}
      </p>
      {comment.body ? <LinkedText text={comment.body} /> : <p className="text-text-3">No text</p>}
    </li>
  )
}

type ListProps = { readonly comments: readonly ShownCommentJson[]; readonly total: number }

/** What was written, oldest first, every word of it. */
export function CommentList({ comments, total }: ListProps) {
  const newest = comments.at(-1)
  return (
    <section aria-labelledby="comments" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-baseline gap-x-4">
        <h2 id="comments">Comments{total > 0 && ` (${countText(total)})`}</h2>
        {comments.length > MANY && newest && (
          <a href={`#${commentAnchor(newest.id)}`} className="no-print text-sm">
            Newest
          </a>
        )}
      </div>
      {total === 0 && <p className="text-sm text-text-2">No comments.</p>}
      {total > comments.length && (
        <p className="text-sm text-text-2">The newest {comments.length} are here; the timeline has all of them.</p>
      )}
      {comments.length > 0 && (
        <ol className="flex max-w-prose flex-col gap-2">
          {comments.map((comment) => (
            <Comment key={comment.id} comment={comment} />
          ))}
        </ol>
      )}
      <p className="no-print text-sm text-text-2">
        Comments are written at Telnyx:{" "}
        <a href={PORTAL} className="underline">
          open its portal
        </a>
      </p>
    </section>
  )
}
