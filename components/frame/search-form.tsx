import Search from "lucide-react/icons/search"
import { urls } from "#lib/contract.ts"
import { GetForm } from "../ui/get-form.tsx"

type SearchFormProps = {
  readonly label?: string
  /** The one in the top bar, which the key / reaches. */
  readonly isMain?: boolean
}

/** Takes any key: a support key, UUID, reference or event opens at once, several keys or a part of one list. */
export function SearchForm({ label = "Search orders", isMain = false }: SearchFormProps) {
  return (
    <GetForm
      action={urls.search}
      role="search"
      aria-label={label}
      className="flex w-full min-w-0 gap-2 sm:w-auto sm:max-w-md sm:min-w-52 sm:flex-1"
    >
      <span className="relative flex w-full min-w-0">
        <input
          type="search"
          name="q"
          required
          maxLength={10_000}
          aria-label={label}
          placeholder=" "
          className="peer control w-full min-w-0"
          data-hotkey={isMain ? "/" : undefined}
          autoCapitalize="off"
          autoComplete="off"
          spellCheck={false}
          enterKeyHint="search"
        />
        {/* A placeholder of its own: the whole one would be cut off where it is narrow, and an attribute knows no width. */}
        <span
          aria-hidden="true"
          className="pointer-events-none absolute inset-y-0 start-[0.6875rem] end-0 flex items-center overflow-hidden text-sm whitespace-nowrap text-text-3 not-peer-placeholder-shown:hidden pointer-coarse:text-lg"
        >
          <span className="lg:hidden">Search</span>
          <span className="max-lg:hidden">Support key, UUID or reference</span>
        </span>
      </span>
      <button type="submit" aria-label="Search" className="control">
        <Search size={16} strokeWidth={1.75} aria-hidden="true" />
      </button>
    </GetForm>
  )
}
