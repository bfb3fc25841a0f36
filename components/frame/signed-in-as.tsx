import LogOut from "lucide-react/icons/log-out"
import Link from "next/link"
import type { SignedIn } from "#lib/contract/access.ts"
import { accessUrls } from "#lib/contract/access-urls.ts"
import { urls } from "#lib/contract.ts"
import { ROLE_WORDS } from "#lib/format/access-words.ts"

/** Who is signed in, at the foot of the navigation where there is room; narrow screens have it under Settings, You. */
export function SignedInAs({ name, email, role }: SignedIn) {
  return (
    <div className="mt-auto flex flex-col gap-1 pt-4 max-sm:hidden">
      <Link
        href={urls.settingsTab("you")}
        prefetch={false}
        title={email}
        className="flex min-h-9 flex-col justify-center rounded-control px-3 text-text-2 hover:bg-sunken hover:no-underline max-md:hidden"
      >
        <span className="truncate font-medium text-text">{name}</span>
        <span className="text-xs">{ROLE_WORDS[role].name}</span>
      </Link>
      <form method="post" action={accessUrls.api.signOut}>
        <button
          type="submit"
          className="flex min-h-9 w-full items-center gap-2.5 rounded-control px-3 text-text-2 hover:bg-sunken max-md:justify-center"
        >
          <LogOut size={18} strokeWidth={1.75} aria-hidden="true" className="shrink-0" />
          <span className="max-md:sr-only">Sign out</span>
        </button>
      </form>
    </div>
  )
}
