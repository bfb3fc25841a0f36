import Link from "next/link"
import { urls } from "#lib/contract.ts"
import { ADMIN_TABS, SETTINGS_TABS, type SettingsTab } from "#lib/format/settings-place.ts"

/** The sections of the settings that the reader may see, each with an address of its own. */
export function SettingsTabs({ tab, isAdmin }: { tab: SettingsTab; isAdmin: boolean }) {
  const shown = SETTINGS_TABS.filter(([name]) => isAdmin || !ADMIN_TABS.includes(name))
  return (
    <nav aria-label="Settings" className="no-print border-b border-hairline">
      <ul className="-mb-px flex flex-wrap gap-x-1">
        {shown.map(([name, title]) => (
          <li key={name}>
            <Link
              href={urls.settingsTab(name)}
              prefetch={false}
              aria-current={tab === name ? "page" : undefined}
              className="flex min-h-10 items-center border-b-2 border-transparent px-3 font-medium text-text-2 hover:text-text hover:no-underline aria-[current]:border-link aria-[current]:text-link pointer-coarse:min-h-11"
            >
              {title}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
