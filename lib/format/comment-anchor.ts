/** The place of a comment on its order's page; ids are a sender's text of any kind. */
export function commentAnchor(id: string): string {
  return `comment-${encodeURIComponent(id.toWellFormed()).slice(0, 200)}`
}

type WrittenComment = { readonly id: string; readonly user_type: string | null }

/** The place of the last comment that Telnyx wrote, and whether nobody has answered since, which no system does; comments run oldest first. */
export function lastTelnyxComment(comments: readonly WrittenComment[]): { readonly anchor: string; readonly isLastWord: boolean } | null {
  const last = comments.findLast(({ user_type }) => user_type === "admin")
  return last ? { anchor: commentAnchor(last.id), isLastWord: last === comments.findLast(({ user_type }) => user_type !== "system") } : null
}
