import type { PortingEvent, SplitEvent } from "./event.ts"
import { compareText, type Instant } from "./instant.ts"

/**
 * What one split event adds to the edge from → to: the numbers it lists, or itself where it lists none.
 * `member` is `number:<id>` or `event:<event id> <content hash>`; an edge counts its distinct members.
 */
export type SplitMember = {
  readonly from: string
  readonly to: string
  readonly member: string
  readonly firstAt: Instant
  readonly lastAt: Instant
}

/** Each of thousands of numbers has the text of its event's time, of which a sender may make any number of decimals. */
const LONGEST_TIME = 64

function shortened(at: Instant): Instant {
  return at.text.length > LONGEST_TIME ? { ...at, text: `${at.text.slice(0, LONGEST_TIME - 1)}Z` } : at
}

function splitMembers(event: SplitEvent): SplitMember[] {
  const { from, to } = event
  const occurredAt = shortened(event.occurredAt)
  const names = event.numberIds.length > 0 ? event.numberIds.map((id) => `number:${id}`) : [`event:${event.eventId} ${event.contentHash}`]
  return [...new Set(names)].map((member) => ({ from, to, member, firstAt: occurredAt, lastAt: occurredAt }))
}

/** By time, then by text, so that equal moments sent with different precision merge alike in any order. */
function compareInstants(a: Instant, b: Instant): number {
  if (a.micros !== b.micros) return a.micros < b.micros ? -1 : 1
  return compareText(a.text, b.text)
}

function mergeMembers(a: SplitMember, b: SplitMember): SplitMember {
  return {
    ...a,
    firstAt: compareInstants(a.firstAt, b.firstAt) <= 0 ? a.firstAt : b.firstAt,
    lastAt: compareInstants(a.lastAt, b.lastAt) >= 0 ? a.lastAt : b.lastAt,
  }
}

/** Each of some members once, with its first time and its last. */
export function distinctMembers(members: readonly SplitMember[]): SplitMember[] {
  const distinct = new Map<string, SplitMember>()
  for (const added of members) {
    const key = `${added.from} ${added.to} ${added.member}`
    const known = distinct.get(key)
    distinct.set(key, known === undefined ? added : mergeMembers(known, added))
  }
  return [...distinct.values()]
}

/** The distinct members of all edges that a set of events makes. Future events make none. */
export function foldSplits(events: readonly PortingEvent[]): SplitMember[] {
  return distinctMembers(events.flatMap((event) => (event.kind === "split" && !event.future ? splitMembers(event) : [])))
}
