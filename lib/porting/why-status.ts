import { compareText, type Instant } from "./instant.ts"

/** One event that may decide an order's status, in the total order's own terms. */
export type StatusClaim = {
  readonly event: string
  readonly at: Instant
  readonly kind: "status" | "deleted"
  /** The status; null of a deletion. */
  readonly value: string | null
  readonly rank: number
  readonly contentHash: string
  readonly eventId: string
  readonly future: boolean
}

/** Why one of two events of one microsecond counts as the later. */
export type TieRule = "kind" | "rank" | "content" | "id"
export type Effect = "begins" | "goes-on" | "deletes" | "brings-back" | "nothing"

export type Step<Claim extends StatusClaim = StatusClaim> = {
  readonly claim: Claim
  readonly effect: Effect
  /** The event before it that says to have occurred in the same microsecond, and what decided between them. */
  readonly tie: { readonly with: StatusClaim; readonly rule: TieRule } | null
}

/** What sets apart two events of one microsecond, the earlier first. */
export function tieRule(before: StatusClaim, after: StatusClaim): TieRule {
  if (before.kind !== after.kind) return "kind"
  if (before.rank !== after.rank) return "rank"
  return compareText(before.contentHash, after.contentHash) === 0 ? "id" : "content"
}

function effectOf({ kind, value, future }: StatusClaim, { status, isDeleted }: { status: string | null; isDeleted: boolean }): Effect {
  if (future) return "nothing"
  if (kind === "deleted") return "deletes"
  if (isDeleted) return "brings-back"
  return value === status ? "goes-on" : "begins"
}

/** What each event decided, of events in the total order: the last that decides anything is the status. */
export function whyStatus<Claim extends StatusClaim>(claims: readonly Claim[]): Step<Claim>[] {
  const state: { status: string | null; isDeleted: boolean } = { status: null, isDeleted: false }
  let before: StatusClaim | null = null
  return claims.map((claim) => {
    const effect = effectOf(claim, state)
    const tie = !claim.future && before && before.at.micros === claim.at.micros ? { with: before, rule: tieRule(before, claim) } : null
    if (!claim.future) {
      state.isDeleted = claim.kind === "deleted"
      if (claim.kind === "status") state.status = claim.value
      before = claim
    }
    return { claim, effect, tie }
  })
}
