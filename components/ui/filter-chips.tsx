import X from "lucide-react/icons/x"
import Link from "next/link"

export type FilterChip = { readonly text: string; readonly without: string }

/** What is filtered by, each with a way to drop it. */
export function FilterChips({ chips, clear }: { chips: readonly FilterChip[]; clear: string }) {
  if (chips.length === 0) return null
  return (
    <ul aria-label="Filters in use" className="no-print flex flex-wrap items-center gap-2">
      {chips.map(({ text, without }) => (
        <li key={text}>
          <Link
            href={without}
            prefetch={false}
            aria-label={`Remove filter ${text}`}
            className="inline-flex min-h-7 pointer-coarse:min-h-11 max-w-full items-center gap-1.5 rounded-chip bg-selected px-2 text-sm text-text"
          >
            <span className="min-w-0 break-all">{text}</span>
            <X size={14} aria-hidden="true" className="shrink-0" />
          </Link>
        </li>
      ))}
      <li>
        <Link href={clear} prefetch={false} className="inline-flex min-h-7 pointer-coarse:min-h-11 items-center px-1 text-sm">
          Clear
        </Link>
      </li>
    </ul>
  )
}
