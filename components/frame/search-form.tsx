import Search from "lucide-react/icons/search"
import Form from "next/form"
import { urls } from "#lib/contract.ts"

/** Finds orders; a whole support key or UUID opens its order (`open`). */
export function SearchForm({ label = "Search orders" }: { label?: string }) {
  return (
    <Form action={urls.orders()} role="search" aria-label={label} className="flex w-full min-w-0 gap-2 sm:w-auto sm:max-w-md sm:flex-1">
      <input type="hidden" name="open" value="1" />
      <input
        type="search"
        name="q"
        required
        minLength={3}
        maxLength={200}
        aria-label={label}
        placeholder="Support key, UUID or reference"
        className="control w-full min-w-0"
      />
      <button type="submit" aria-label="Search" className="control">
        <Search size={16} strokeWidth={1.75} aria-hidden="true" />
      </button>
    </Form>
  )
}
