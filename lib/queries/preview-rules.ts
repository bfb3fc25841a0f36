import { authorize, type Viewer } from "#lib/access/roles.ts"
import type { RulesEffectJson } from "#lib/contract.ts"
import { readDb } from "#lib/db/client.ts"
import { affectedBy, judgedOrders } from "#lib/db/judged-orders.ts"
import { loadRules } from "#lib/db/load-rules.ts"
import { orderFromRow } from "#lib/db/order-row.ts"
import { attentionOf } from "#lib/porting/attention.ts"
import { changedRules, type RulesChange } from "#lib/porting/changed-rules.ts"
import { courtOf } from "#lib/porting/court-of.ts"
import type { Order } from "#lib/porting/order.ts"
import { type Rules, rulesFrom } from "#lib/porting/rules.ts"
import { NEEDING_SECTIONS, type Section, sectionOf } from "#lib/porting/sections.ts"

type Place = { readonly court: string; readonly section: Section | null }

function placeOf(order: Order, rules: Rules, now: number): Place {
  const { court, needs, clock, watchFrom } = attentionOf(order, rules)
  const { status, messaging, deletedAt } = order
  return {
    court: courtOf({ status, messaging, deleted: deletedAt !== null }, rules.guide),
    section: sectionOf({ court, needs, dueAt: clock?.end ?? null, watchFrom }, now),
  }
}

const needsSomebody = ({ section }: Place): boolean => section !== null && NEEDING_SECTIONS.includes(section)

type Move = readonly [before: Place, after: Place]
const COUNTED: Readonly<Record<keyof RulesEffectJson, (...move: Move) => boolean>> = {
  overdue: (before, after) => before.section !== "overdue" && after.section === "overdue",
  not_overdue: (before, after) => before.section === "overdue" && after.section !== "overdue",
  needing: (before, after) => !needsSomebody(before) && needsSomebody(after),
  not_needing: (before, after) => needsSomebody(before) && !needsSomebody(after),
  court: (before, after) => before.court !== after.court,
}

/** One row of previews a process: Next bundles its own copy of this module. */
const holder = globalThis as typeof globalThis & { portlinePreview?: Promise<unknown> }

/** One after the other: each goes over all orders concerned, on the thread that takes webhooks. */
function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  const mine = (holder.portlinePreview ?? Promise.resolve()).then(work)
  holder.portlinePreview = mine.catch(() => undefined)
  return mine
}

async function effectOf(change: RulesChange, now: number): Promise<RulesEffectJson> {
  const { own, rules } = await loadRules(readDb())
  const after = rulesFrom(changedRules(own, change))
  const counts = { overdue: 0, not_overdue: 0, needing: 0, not_needing: 0, court: 0 }
  for await (const rows of judgedOrders(readDb(), affectedBy(rules, after))) {
    for (const order of rows.map(orderFromRow)) {
      const move: Move = [placeOf(order, rules, now), placeOf(order, after, now)]
      for (const [name, isCounted] of Object.entries(COUNTED)) if (isCounted(...move)) counts[name as keyof RulesEffectJson] += 1
    }
  }
  return counts
}

/** What a change of the rules would do to the orders at a moment (milliseconds since 1970): nothing is changed. Told to who may change them. */
export async function previewRules(viewer: Viewer, change: RulesChange, now: number): Promise<RulesEffectJson> {
  authorize(viewer, "configure")
  return inTurn(() => effectOf(change, now))
}
