"use client"

import House from "lucide-react/icons/house"
import Inbox from "lucide-react/icons/inbox"
import List from "lucide-react/icons/list"
import Settings from "lucide-react/icons/settings"
import Link from "next/link"
import { usePathname } from "next/navigation"
import { type PulseJson, urls } from "#lib/contract.ts"

const MOST_SHOWN = 999

type Count = { readonly number: number; readonly words: string }

/** Lineage has no list of its own yet; where one comes, its place is after Orders. */
const PLACES = [
  { href: urls.home, name: "Home", Icon: House },
  { href: urls.orders(), name: "Orders", Icon: List },
  { href: urls.events(), name: "Events", Icon: Inbox },
  { href: urls.settings, name: "Settings", Icon: Settings },
] as const

function countOf(name: (typeof PLACES)[number]["name"], { needs_someone, quarantined }: PulseJson): Count | null {
  if (name === "Home" && needs_someone) return { number: needs_someone, words: "need someone now" }
  if (name === "Events" && quarantined) return { number: quarantined, words: "quarantined" }
  return null
}

function CountMark({ number, words }: Count) {
  return (
    <span className="rounded-chip bg-sunken px-1.5 text-xs font-medium text-text max-md:absolute max-md:-end-1.5 max-md:-top-0.5 max-sm:end-[calc(50%-2.25rem)] max-sm:top-0.5 md:ms-auto">
      {number > MOST_SHOWN ? `${MOST_SHOWN}+` : number}
      <span className="sr-only"> {words}</span>
    </span>
  )
}

function isWithin(path: string, href: string): boolean {
  return href === urls.home ? path === href : path === href || path.startsWith(`${href}/`)
}

/** Where one can go, with how many wait there. */
export function NavLinks({ pulse }: { pulse: PulseJson }) {
  const path = usePathname()
  return (
    <ul className="flex gap-1 max-sm:justify-around sm:flex-col">
      {PLACES.map(({ href, name, Icon }) => {
        const count = countOf(name, pulse)
        return (
          <li key={href} className="max-sm:flex-1">
            <Link
              href={href}
              aria-current={path === href ? "page" : isWithin(path, href) || undefined}
              className="relative flex min-h-11 items-center gap-2.5 rounded-control px-3 font-medium text-text-2 hover:bg-sunken hover:no-underline aria-[current]:bg-selected aria-[current]:text-link max-md:justify-center max-sm:flex-col max-sm:gap-0.5 max-sm:px-1 max-sm:py-1 max-sm:text-xs md:min-h-9 pointer-coarse:min-h-11"
            >
              <Icon size={18} strokeWidth={1.75} aria-hidden="true" className="shrink-0" />
              <span className="sm:max-md:sr-only">{name}</span>
              {count && <CountMark {...count} />}
            </Link>
          </li>
        )
      })}
    </ul>
  )
}
