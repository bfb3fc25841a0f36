import type { StatusClaim, Step, TieRule } from "#lib/porting/why-status.ts"
import { statusLabel } from "./status-label.ts"

const nameOf = ({ value }: StatusClaim): string => (value === null ? "Deleted" : statusLabel(value))

const TIES: Readonly<Record<TieRule, (before: string, after: string) => string>> = {
  kind: () => "a deletion counts after a status",
  rank: (before, after) => `rank decides: ${after} is further along than ${before}`,
  content: () => "neither is further along: a fingerprint of their content decides, the same everywhere",
  id: () => "they say the same: their ids decide, the same everywhere",
}

/** What an event of the status said: "Submitted", "Deleted". */
export const claimName = nameOf

/** What an event decided, in plain words. */
export function effectWords({ claim, effect }: Step): string {
  switch (effect) {
    case "begins":
      return `makes the status ${nameOf(claim)}`
    case "goes-on":
      return `says ${nameOf(claim)} again: the status stays`
    case "deletes":
      return "deletes the draft"
    case "brings-back":
      return `brings the deleted order back as ${nameOf(claim)}`
    case "nothing":
      return "lies more than 24 h after it was received: decides nothing"
  }
}

/** How a tie was decided, or null where there was none. */
export function tieWords({ claim, tie }: Step): string | null {
  return tie && `Same microsecond as ${nameOf(tie.with)}; ${TIES[tie.rule](nameOf(tie.with), nameOf(claim))}.`
}

/** What an order's state goes by: "The sender's time", "The sender's time; 1 tie by rank". */
export function settledWords(steps: readonly Step[]): string {
  const ties = steps.flatMap(({ tie }) => tie?.rule ?? [])
  const counted = [...new Set(ties)].map((rule) => {
    const count = ties.filter((one) => one === rule).length
    return `${count} ${count === 1 ? "tie" : "ties"} by ${rule}`
  })
  return ["The sender's time", ...counted].join("; ")
}
