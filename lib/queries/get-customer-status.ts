import { takeAttempt } from "#lib/access/attempts.ts"
import { keyViewer, type Viewer } from "#lib/access/roles.ts"
import { hashToken } from "#lib/access/token.ts"
import type { CustomerOrder, CustomerStatus, LinkScope, PlainStep } from "#lib/contract/customer.ts"
import type { OrderJson } from "#lib/contract.ts"
import { publicDb } from "#lib/db/client.ts"
import { Prisma } from "#lib/db/sql.ts"
import { type ExceptionGuide, rowOf } from "#lib/porting/exception.ts"
import { MESSAGING_STATES } from "#lib/porting/messaging.ts"
import { type PlainState, plainHistory, plainState } from "#lib/porting/plain-step.ts"
import { spellsOf } from "#lib/porting/spells.ts"
import { getBrand } from "./get-brand.ts"
import { getLineage } from "./get-lineage.ts"
import { getOrder } from "./get-order.ts"
import { getRules } from "./get-rules.ts"
import { getStatusHistory } from "./get-status-history.ts"

const MOST_ORDERS = 20
const MOST_LINES = 5

/** Who holds a link may have nothing read for them but what is picked out here. */
const READER: Viewer = keyViewer(["read"], { id: null, name: "a customer's link", address: null })

type Link = { readonly order_id: string; readonly scope: LinkScope; readonly zone: string }

const IN_FORCE = Prisma.sql`revoked_at IS NULL AND expires_at > clock_timestamp()`
/** A family costs dozens of questions: who loads the page again and again waits. */
const VIEWS = { count: 60, seconds: 60 } as const

/** The link that a token opens; null where there is none, it is over or revoked. */
async function openLink(token: string): Promise<Link | null> {
  const [link] = await publicDb().$queryRaw<Link[]>`
    SELECT order_id::text, scope, zone FROM customer_links WHERE token_hash = ${hashToken(token)} AND ${IN_FORCE}`
  return link ?? null
}

async function countView(token: string): Promise<void> {
  await publicDb().$executeRaw`
    UPDATE customer_links SET views = views + 1, last_viewed_at = clock_timestamp() WHERE token_hash = ${hashToken(token)}`
}

/** An unclear state is ours to see to, and stands at the step where that is said. */
function stepOf(state: PlainState): PlainStep | null {
  if (state === "unclear") return "needed"
  return state === "cancelling" || state === "cancelled" ? null : state
}

const MESSAGING: Readonly<Record<(typeof MESSAGING_STATES)[number], CustomerOrder["messaging"]>> = {
  not_applicable: "none",
  pending: "waiting",
  activating: "waiting",
  exception: "trouble",
  partial_port_complete: "trouble",
  canceled: "left",
  ported: "done",
}

function messagingOf({ messaging }: OrderJson): CustomerOrder["messaging"] {
  const state = messaging?.messaging_port_status
  if (state === undefined) return "none"
  const known = MESSAGING_STATES.find((one) => one === state)
  return known ? MESSAGING[known] : "unclear"
}

/** What the customer is asked for: the texts that the guide allows, of codes that wait for the customer or for us. */
function askedOf(order: OrderJson, guide: ExceptionGuide): string[] {
  if (order.status?.value !== "exception" || order.deleted_at !== null) return []
  const texts = order.status.details.map(({ code }) => rowOf(guide, code)?.linkText?.trim() ?? "")
  return [...new Set(texts.filter((text) => text !== ""))]
}

async function customerOrder(order: OrderJson, guide: ExceptionGuide): Promise<CustomerOrder> {
  const { statuses } = await getStatusHistory(READER, order.id, { details: false })
  const state = plainState(order.status?.value ?? null)
  const asked = askedOf(order, guide)
  const changes = plainHistory(spellsOf(statuses)).flatMap(({ state: to, at }) => (to === "cancelling" ? [] : [{ step: to, at: at.text }]))
  const withdrawn = order.deleted_at === null ? [] : [{ step: "withdrawn" as const, at: order.deleted_at }]
  const step = order.placeholder ? null : stepOf(state)
  const ended = order.deleted_at !== null ? "withdrawn" : state === "cancelling" || state === "cancelled" ? state : null
  return {
    step: ended === null ? step : null,
    isUnheard: order.placeholder && ended === null,
    ended,
    asked,
    isSorting: step === "needed" && ended === null && asked.length === 0,
    messaging: messagingOf(order),
    history: [...withdrawn, ...changes].filter(({ at }) => Date.parse(at) <= Date.now()).slice(0, MOST_LINES),
  }
}

async function ordersOf({ order_id, scope }: Link): Promise<{ readonly ids: readonly string[]; readonly isCut: boolean }> {
  const lineage = scope === "family" ? await getLineage(READER, order_id) : null
  // The link's own order is the nearest one. What nobody has heard of takes no other's place.
  const nodes = lineage?.nodes.toSorted((a, b) => Number(a.placeholder) - Number(b.placeholder))
  const ids = nodes?.map(({ id }) => id) ?? [order_id]
  return { ids: ids.slice(0, MOST_ORDERS), isCut: ids.length > MOST_ORDERS || lineage?.truncated === true }
}

/** Where the orders of a link stand, for the customer who holds it. `isSeen`: whether that counts as a view. */
export async function getCustomerStatus(token: string, isSeen: boolean): Promise<CustomerStatus | "limited" | null> {
  const link = await openLink(token)
  if (link === null) return null
  if (!(await takeAttempt(`link ${Buffer.from(hashToken(token)).toString("hex")}`, VIEWS)).ok) return "limited"
  if (isSeen) await countView(token)
  const [{ ids, isCut }, brand, { rules }] = await Promise.all([ordersOf(link), getBrand(READER), getRules(READER)])
  const orders: CustomerOrder[] = []
  // One after the other: a page that anybody may open takes no more of the screens' connections.
  for (const id of ids) {
    const order = await getOrder(READER, id)
    if (order) orders.push(await customerOrder(order, rules.guide))
  }
  return { brand, zone: link.zone, asOf: new Date().toISOString(), orders, isCut }
}
