"use client"

import Inbox from "lucide-react/icons/inbox"
import List from "lucide-react/icons/list"
import Link from "next/link"
import { usePathname } from "next/navigation"
import { urls } from "#lib/contract.ts"

const PLACES = [
  { href: urls.orders(), name: "Orders", Icon: List },
  { href: urls.events(), name: "Events", Icon: Inbox },
] as const

export function NavLinks() {
  const path = usePathname()
  return (
    <ul className="flex gap-1 max-sm:justify-around sm:flex-col">
      {PLACES.map(({ href, name, Icon }) => (
        <li key={href} className="max-sm:flex-1">
          <Link
            href={href}
            aria-current={path === href ? "page" : path.startsWith(href) || undefined}
            className="flex min-h-11 items-center gap-2.5 rounded-control px-3 font-medium text-text-2 hover:bg-sunken hover:no-underline aria-[current]:bg-selected aria-[current]:text-link max-md:justify-center max-sm:flex-col max-sm:gap-0.5 max-sm:py-1 max-sm:text-xs md:min-h-9"
          >
            <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
            <span className="sm:max-md:sr-only">{name}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
