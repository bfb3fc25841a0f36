import { Badge } from "../ui/badge.tsx"
import type { ShownEntry } from "./show-entry.ts"

/** What is odd about an event, or about a run of them; apart from it what depends on when and how often it came. */
export function OddBadges({ badges, arrival }: Pick<ShownEntry, "badges" | "arrival">) {
  return (
    <>
      {badges.map(({ text, tone }) => (
        <Badge key={text} tone={tone}>
          {text}
        </Badge>
      ))}
      <span data-arrival className="contents">
        {arrival.map(({ text, tone }) => (
          <Badge key={text} tone={tone}>
            {text}
          </Badge>
        ))}
      </span>
    </>
  )
}
