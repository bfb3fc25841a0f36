import Search from "lucide-react/icons/search"
import Form from "next/form"
import { urls } from "#lib/contract.ts"

type SearchFormProps = {
  readonly label?: string
  /** The one in the top bar, which the key / reaches. */
  readonly isMain?: boolean
}

/** Takes any key: a support key, UUID, reference or event opens at once, several keys or a part of one list. */
export function SearchForm({ label = "Search orders", isMain = false }: SearchFormProps) {
  return (
    <Form
      action={urls.search}
      prefetch={false}
      role="search"
      aria-label={label}
      className="flex w-full min-w-0 gap-2 sm:w-auto sm:max-w-md sm:flex-1"
    >
      <input
        type="search"
        name="q"
        required
        maxLength={10_000}
        aria-label={label}
        placeholder="Support key, UUID or reference"
        className="control w-full min-w-0"
        data-hotkey={isMain ? "/" : undefined}
        autoCapitalize="off"
        autoComplete="off"
        spellCheck={false}
        enterKeyHint="search"
      />
      <button type="submit" aria-label="Search" className="control">
        <Search size={16} strokeWidth={1.75} aria-hidden="true" />
      </button>
    </Form>
  )
}
