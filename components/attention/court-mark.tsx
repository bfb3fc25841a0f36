import Building2 from "lucide-react/icons/building-2"
import GitFork from "lucide-react/icons/git-fork"
import Minus from "lucide-react/icons/minus"
import RadioTower from "lucide-react/icons/radio-tower"
import User from "lucide-react/icons/user"
import Users from "lucide-react/icons/users"
import { courtLabel } from "#lib/format/court-label.ts"
import type { Court } from "#lib/porting/court.ts"

const ICONS = { you: User, decide: GitFork, customer: Users, carrier: Building2, telnyx: RadioTower, none: Minus } as const

/** Whose move it is: icon and word, no colour. */
export function CourtMark({ court, word = courtLabel(court) }: { court: Court; word?: string }) {
  const Icon = ICONS[court]
  return (
    <span className={`inline-flex items-center gap-1.5 ${court === "none" ? "text-text-3" : "text-text"}`}>
      <Icon size={15} strokeWidth={1.75} aria-hidden="true" className="shrink-0" />
      <span className={word.length > 12 ? "" : "whitespace-nowrap"}>{word}</span>
    </span>
  )
}
