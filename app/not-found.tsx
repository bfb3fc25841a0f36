import type { Metadata } from "next"
import Link from "next/link"
import { SearchForm } from "#components/frame/search-form.tsx"
import { Empty } from "#components/ui/empty.tsx"
import { PLACES } from "#lib/format/places.ts"

export const metadata: Metadata = { title: "Not found" }

export default function NotFound() {
  return (
    <>
      <h1 data-not-found>Not found</h1>
      <Empty title="There is nothing at this address">
        <p>An order is found by its support key, its UUID or a part of the customer reference:</p>
        <div className="flex w-full">
          <SearchForm label="Search for an order" />
        </div>
        <ul className="flex flex-wrap gap-x-4">
          {PLACES.map(({ name, href }) => (
            <li key={href}>
              <Link href={href}>{name}</Link>
            </li>
          ))}
        </ul>
      </Empty>
    </>
  )
}
