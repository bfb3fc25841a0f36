import Link from "next/link"

type PagerProps = { readonly older: string | null; readonly first: string | null; readonly label: string; readonly olderText?: string }

/** Keyset paging: there is an older page and a first one, and no numbers. */
export function Pager({ older, first, label, olderText = "Older" }: PagerProps) {
  if (older === null && first === null) return null
  return (
    <nav aria-label={label} className="no-print flex gap-2">
      {first !== null && (
        <Link href={first} prefetch={false} className="control">
          Newest
        </Link>
      )}
      {older !== null && (
        <Link href={older} prefetch={false} rel="next" className="control">
          {olderText}
        </Link>
      )}
    </nav>
  )
}
