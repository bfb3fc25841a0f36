import { type Clock, type Clocks, clockEnd } from "./clock.ts"
import { COURTS, type Court } from "./court.ts"
import { courtOf } from "./court-of.ts"
import { rowOf } from "./exception.ts"
import type { Instant } from "./instant.ts"
import { isMessagingOpen } from "./messaging.ts"
import type { Order } from "./order.ts"
import type { Rules } from "./rules.ts"

/** What of an order somebody may have to see to, and the clock that it runs against. */
export type RunningClock = {
  readonly of: "status" | "code" | "messaging"
  /** The status, exception code or messaging state that the clock is of. */
  readonly value: string
  readonly since: Instant
  readonly clock: Clock
  /** When it ends; milliseconds since 1970. */
  readonly end: number
}

/** Everything about an order's urgency that does not depend on the present moment. */
export type Attention = {
  /** In whose queue it stands when it needs somebody; `none` where it never can. */
  readonly court: Court
  /** Somebody has to act whatever the clock says: an open exception, of voice or of messaging. */
  readonly needs: boolean
  /** The clock that ends first. */
  readonly clock: RunningClock | null
  /** From when on it is worth watching; milliseconds since 1970. */
  readonly watchFrom: number | null
}

/** What attention is told from: an order as the fold has it. */
export type AttentionSubject = Pick<Order, "status" | "statusSince" | "messaging" | "messagingSince" | "deletedAt" | "placeholder">

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** How long before its end a clock is watched at most: a draft is gone when its days are over, and nobody reminds of it. */
const WATCHED = { draft: 7 * DAY, other: DAY } as const
/** Nor longer than this share of it: an order that is as it should be is not worth watching from its first hour on. */
const WATCHED_SHARE = 1 / 4
const ENDED = ["ported", "cancelled"]

type Concern = { readonly court: Court; readonly needs: boolean; readonly clocks: readonly RunningClock[] }

const millisOf = ({ micros }: Instant): number => Number(micros / 1000n)

function running(
  of: RunningClock["of"],
  value: string,
  since: Instant | null,
  clock: Clock | null | undefined,
  { calendars }: Clocks,
): RunningClock[] {
  return clock && since ? [{ of, value, since, clock, end: clockEnd(clock, millisOf(since), calendars) }] : []
}

/** An exception runs against its codes' own limits; a code without one against the clock of the status. */
function exceptionClocks({ status, statusSince }: AttentionSubject, { guide, clocks }: Rules): RunningClock[] {
  const codes = [...new Set(status?.details.map(({ code }) => code))]
  const limits = codes.flatMap((code) => {
    const limit = rowOf(guide, code)?.limit
    return code !== null && limit ? running("code", code, statusSince, limit, clocks) : []
  })
  const isEachLimited = limits.length > 0 && limits.length === codes.length
  return isEachLimited ? limits : [...limits, ...running("status", "exception", statusSince, clocks.statuses.exception, clocks)]
}

function voice(order: AttentionSubject, rules: Rules): Concern[] {
  const value = order.status?.value
  if (value === undefined || ENDED.includes(value)) return []
  const court = courtOf({ status: order.status, messaging: order.messaging, deleted: false }, rules.guide)
  if (value === "exception") return [{ court, needs: true, clocks: exceptionClocks(order, rules) }]
  const clock = Object.hasOwn(rules.clocks.statuses, value) ? rules.clocks.statuses[value] : null
  // Nobody's move whose clock has run out is yours to look into.
  return [
    { court: court === "none" ? "you" : court, needs: false, clocks: running("status", value, order.statusSince, clock, rules.clocks) },
  ]
}

/** A failure before the port keeps its own start: its end must not move on when voice ports. */
function earlier(a: Instant | null, b: Instant | null): Instant | null {
  if (a === null || b === null) return a ?? b
  return b.micros < a.micros ? b : a
}

/** Messaging ports apart from voice, and Telnyx sees to it; it is late once voice has long been done, or when it has failed. */
function messaging({ status, statusSince, messaging: state, messagingSince }: AttentionSubject, { clocks }: Rules): Concern[] {
  if (!state || !isMessagingOpen(state) || status?.value === "cancelled") return []
  const value = state.messaging_port_status
  const needs = value === "exception"
  const since = status?.value === "ported" ? earlier(statusSince, needs ? messagingSince : null) : needs ? messagingSince : null
  return [{ court: "telnyx", needs, clocks: running("messaging", value, since, clocks.messaging, clocks) }]
}

function watchFrom({ of, value, since, end }: RunningClock): number {
  const most = of === "status" && value === "draft" ? WATCHED.draft : WATCHED.other
  return Math.round(end - Math.min(most, (end - millisOf(since)) * WATCHED_SHARE))
}

const mostUrgent = (concerns: readonly Concern[]): Court =>
  COURTS.find((court) => concerns.some((concern) => concern.court === court)) ?? "none"

/**
 * Who may have to see to an order, and until when. An order stands in one queue only: of several concerns that need
 * somebody the most urgent court has it, else the one whose clock ends first.
 */
export function attentionOf(order: AttentionSubject, rules: Rules): Attention {
  const concerns = order.deletedAt !== null || order.placeholder ? [] : [...voice(order, rules), ...messaging(order, rules)]
  const clock = concerns
    .flatMap(({ clocks }) => clocks)
    .reduce<RunningClock | null>((first, one) => (first && first.end <= one.end ? first : one), null)
  const needing = concerns.filter(({ needs }) => needs)
  const ticking = concerns.filter(({ clocks }) => clock !== null && clocks.includes(clock))
  return {
    court: mostUrgent(needing.length > 0 ? needing : ticking),
    needs: needing.length > 0,
    clock,
    watchFrom: clock && watchFrom(clock),
  }
}
