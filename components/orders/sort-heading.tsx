import ArrowDown from "lucide-react/icons/arrow-down"
import ArrowUp from "lucide-react/icons/arrow-up"
import Link from "next/link"
import { urls } from "#lib/contract.ts"
import { withParam } from "#lib/format/list-query.ts"

type SortHeadingProps = { readonly title: string; readonly query: URLSearchParams; readonly ways: readonly string[] }

/** A column's heading that sorts by it; asked again, the other way round where there is one. */
export function SortHeading({ title, query, ways }: SortHeadingProps) {
  const sort = query.get("sort") ?? "-last_event_at"
  const isSorted = ways.includes(sort)
  const next = ways[(ways.indexOf(sort) + 1) % ways.length] ?? sort
  const Icon = sort.startsWith("-") ? ArrowDown : ArrowUp
  const direction = sort.startsWith("-") ? "descending" : "ascending"
  return (
    <th scope="col" aria-sort={isSorted ? direction : undefined}>
      <Link
        href={urls.orders(withParam(query, "sort", next))}
        prefetch={false}
        className="-my-1 inline-flex min-h-6 items-center gap-1 py-1 text-text-2"
      >
        {title}
        {isSorted && <Icon size={13} aria-hidden="true" />}
      </Link>
    </th>
  )
}
