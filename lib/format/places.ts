import { urls } from "#lib/contract.ts"

/** Where one can go by name, and by `g` with a letter. Lineage has no page of its own: the letter l is an order's. */
export const PLACES = [
  { letter: "h", name: "Home", href: urls.home },
  { letter: "o", name: "Orders", href: urls.orders() },
  { letter: "e", name: "Events", href: urls.events() },
  { letter: "s", name: "Settings", href: urls.settings },
] as const
