/** Where the code says nothing, the comment does. Undefined: comments stand on the order's own page. */
export function ReadComment({ anchor }: { anchor: string | null | undefined }) {
  if (anchor === undefined) return <p>Read the comments.</p>
  return <p>{anchor ? <a href={`#${anchor}`}>Read Telnyx’s last comment</a> : "Telnyx has not commented yet: ask what is wrong."}</p>
}
