import type { CommentJson } from "#lib/contract.ts"
import { Time } from "../ui/time.tsx"
import { LinkedText } from "./linked-text.tsx"

const AUTHORS: Readonly<Record<string, string>> = { admin: "Telnyx", user: "You", system: "System" }

function authorOf(userType: string | null): string {
  if (userType === null) return "Unknown author"
  return Object.hasOwn(AUTHORS, userType) ? (AUTHORS[userType] ?? userType) : userType
}

function Comment({ comment }: { comment: CommentJson }) {
  return (
    <li
      className={`rounded-control border-s-4 px-3 py-2 ${comment.user_type === "user" ? "border-link bg-selected" : "border-control bg-surface"}`}
    >
      <p className="flex flex-wrap justify-between gap-x-3 text-xs text-text-2">
        <span className="font-semibold text-text">{authorOf(comment.user_type)}</span>
        {comment.inserted_at && <Time at={comment.inserted_at} style="moment" />}
      </p>
      {comment.body ? <LinkedText text={comment.body} /> : <p className="text-text-3">No text</p>}
    </li>
  )
}

/** What was written, oldest first. */
export function CommentList({ comments }: { comments: readonly CommentJson[] }) {
  return (
    <section aria-labelledby="comments" className="flex flex-col gap-3">
      <h2 id="comments">Comments{comments.length > 0 && ` (${comments.length})`}</h2>
      {comments.length === 0 && <p className="text-sm text-text-2">No comments.</p>}
      {comments.length > 0 && (
        <ol className="flex max-w-prose flex-col gap-2">
          {comments.map((comment) => (
            <Comment key={comment.id} comment={comment} />
          ))}
        </ol>
      )}
    </section>
  )
}
