import { demoComment } from "./demo-comments.ts"
import { demoReference } from "./demo-customers.ts"
import { DEMO_WEBHOOK_URL, type DemoEvent, demoSeconds, demoTime, HOUR } from "./demo-event.ts"
import { demoExceptions } from "./demo-exceptions.ts"
import { type DemoSpell, demoLife } from "./demo-life.ts"
import type { DemoRandom } from "./demo-random.ts"

/** `random` tells the stories, `ids` names what occurs in them; nothing occurs after `now` (microseconds since 1970). */
export type DemoSource = { readonly random: DemoRandom; readonly ids: DemoRandom; readonly now: number }

export type DemoOrder = {
  readonly id: string
  readonly supportKey: string
  readonly reference: string | null
  readonly spells: readonly DemoSpell[]
  readonly events: readonly DemoEvent[]
}

type Names = Pick<DemoOrder, "id" | "supportKey" | "reference">

const MINUTE = HOUR / 60

function statusEvent({ random, ids }: DemoSource, names: Names, { status, at, afterFoc }: DemoSpell): DemoEvent {
  const details = status === "exception" ? demoExceptions(random, afterFoc) : []
  const key = status === "draft" ? {} : { support_key: names.supportKey }
  const written = random.chance(0.5) ? demoSeconds(at) : demoTime(at)
  const more = { status: { value: status, details }, ...key, updated_at: written, webhook_url: DEMO_WEBHOOK_URL }
  return {
    id: ids.uuid(),
    type: "porting_order.status_changed",
    at,
    payload: { customer_reference: names.reference, id: names.id, ...more },
  }
}

function commentEvents({ random, ids }: DemoSource, names: Names, { status, at }: DemoSpell): DemoEvent[] {
  const said = demoComment(random, status)
  if (!said) return []
  const insertedAt = Math.floor(at + random.between(2, 400) * MINUTE)
  const userId = said.userType === "user" ? ids.uuid() : null
  const comment = { id: ids.uuid(), body: said.body, inserted_at: demoTime(insertedAt), user_id: userId, user_type: said.userType }
  const payload = { comment, porting_order_id: names.id, support_key: names.supportKey }
  return [{ id: ids.uuid(), type: "porting_order.new_comment", at: insertedAt + 300_000, payload }]
}

/** Messaging moves after voice and for itself: it may succeed, fail, or hang where voice has long been done. */
function messagingEvents({ random, ids }: DemoSource, names: Names, spells: readonly DemoSpell[]): DemoEvent[] {
  const submitted = spells.find(({ status }) => status === "submitted")
  const ported = spells.find(({ status }) => status === "ported")
  if (!submitted || !random.chance(0.4)) return []
  const end = random.pick(["ported", "ported", "ported", "exception", "exception", "partial_port_complete", null])
  const steps: (readonly [string, number])[] = [["pending", submitted.at + MINUTE]]
  if (ported) steps.push(["activating", ported.at + random.between(5, 90) * MINUTE])
  if (ported && end) steps.push([end, ported.at + random.between(3, 60) * HOUR])
  return steps.map(([state, at]) => {
    const messaging = {
      enable_messaging: true,
      messaging_capable: true,
      messaging_port_completed: state === "ported",
      messaging_port_status: state,
    }
    const payload = { id: names.id, customer_reference: names.reference, messaging, support_key: names.supportKey }
    return { id: ids.uuid(), type: "porting_order.messaging_changed", at: Math.floor(at), payload }
  })
}

function deletedEvent({ ids }: DemoSource, names: Names, at: number): DemoEvent {
  const payload = { id: names.id, customer_reference: names.reference, deleted_at: demoTime(at) }
  return { id: ids.uuid(), type: "porting_order.deleted", at: at + 1_500, payload }
}

/** One order with all that is told of it. */
export function demoOrder(source: DemoSource): DemoOrder {
  const { random, ids, now } = source
  const { spells, deletedAt } = demoLife(random, now)
  const reference = demoReference(random, new Date(now / 1000).getUTCFullYear())
  const names = { id: ids.uuid(), supportKey: `sr_${ids.hex(6)}`, reference }
  const events = [
    ...spells.flatMap((spell) => [statusEvent(source, names, spell), ...commentEvents(source, names, spell)]),
    ...messagingEvents(source, names, spells),
    ...(deletedAt === null ? [] : [deletedEvent(source, names, deletedAt)]),
  ]
  return { ...names, spells, events: events.filter(({ at }) => at < now) }
}
