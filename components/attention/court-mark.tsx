import { courtLabel } from "#lib/format/court-label.ts"
import type { Court } from "#lib/porting/court.ts"

/** Whose move it is: icon and word, no colour. */
export function CourtMark({ court, word = courtLabel(court) }: { court: Court; word?: string }) {
  return (
    <span className={`icon-word ${court === "none" ? "text-text-3" : "text-text"}`}>
      <svg aria-hidden="true" width="15" height="15">
        <use href={`#court-${court}`} />
      </svg>
      <span className={word.length > 12 ? undefined : "whitespace-nowrap"}>{word}</span>
    </span>
  )
}
