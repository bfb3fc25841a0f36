import { createHash } from "node:crypto"
import { type DemoEvent, demoBody } from "#prisma/demo-event.ts"
import { demoOddities } from "#prisma/demo-oddities.ts"
import { type DemoOrder, type DemoSource, demoOrder } from "#prisma/demo-order.ts"
import { createDemoRandom, type DemoRandom } from "#prisma/demo-random.ts"
import { demoSplits } from "#prisma/demo-splits.ts"
import { LANDMARKS, landmarkBodies } from "./landmarks.ts"

/** What is loaded: how many orders and events, and which world. */
export type LoadPlan = { readonly orders: number; readonly events: number; readonly seed: number }
/** One webhook as it came, in milliseconds since 1970; `deliveries` is how often. */
export type LoadBody = { readonly raw: Buffer; readonly receivedAt: number; readonly deliveries: number }

/** Orders of one piece of the world, whose splits stay among themselves. */
const ORDERS_A_PIECE = 2_000
/** Of a big reseller's orders so many are under way; the others have ended in the two years before. */
const UNDER_WAY = 0.05
const HISTORY_MS = 2 * 365 * 24 * 3_600_000
/** The demo shows every shape of split; of so many orders it tells here. */
const SPLITTING = 0.1
/** One order in ten has that reference. */
const SHARED = 0.1
/** A smaller world would be nothing but landmarks. */
const LEAST_FOR_LANDMARKS = 10_000
const ENDED = ["ported", "cancelled"]

/** Over, messaging too: what of it hangs or has failed is seen to in the years that have passed. */
function hasEnded({ spells, events }: DemoOrder): boolean {
  const told = events.filter(({ type }) => type === "porting_order.messaging_changed").at(-1)?.payload.messaging as
    | { messaging_port_status?: string }
    | undefined
  if (told && told.messaging_port_status !== "ported") return false
  return ENDED.includes(spells.at(-1)?.status ?? "") || events.at(-1)?.type === "porting_order.deleted"
}

function tellOrders(source: DemoSource, count: number, isHistory: boolean): DemoOrder[] {
  const orders: DemoOrder[] = []
  while (orders.length < count) {
    const order = demoOrder(source)
    if (isHistory && !hasEnded(order)) continue
    orders.push(source.random.chance(SHARED) ? withReference(order, LANDMARKS.reference) : order)
  }
  return orders
}

function withReference(order: DemoOrder, reference: string): DemoOrder {
  const events = order.events.map((event) =>
    "customer_reference" in event.payload ? { ...event, payload: { ...event.payload, customer_reference: reference } } : event,
  )
  return { ...order, reference, events }
}

/**
 * Leaves so many events, and as many as possible of each order's newest: what was sent before Portline was there is
 * missing, not what came since.
 */
function newestEvents(events: readonly DemoEvent[], wanted: number): readonly DemoEvent[] {
  const byOrder = Map.groupBy(events, ({ payload: { id, porting_order_id, from } }) =>
    String(id ?? porting_order_id ?? (from as { id: string } | undefined)?.id),
  )
  const ranked = [...byOrder.values()].flatMap((own) => own.toSorted((a, b) => b.at - a.at).map((event, rank) => ({ event, rank })))
  return ranked
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, wanted)
    .map(({ event }) => event)
}

function bodyOf(event: DemoEvent, random: DemoRandom): LoadBody {
  const late = random.chance(0.02) ? random.between(3_700, 40_000) : random.between(0.4, 4)
  const raw = Buffer.from(demoBody(event, { random, attempt: 1 }))
  return { raw, receivedAt: Math.floor(event.at / 1_000 + late * 1_000), deliveries: random.chance(0.03) ? 2 : 1 }
}

type Piece = { readonly number: number; readonly orders: number; readonly events: number; readonly isHistory: boolean; readonly now: Date }

/** Ids of which no two among millions are alike: the demo's chance repeats after four thousand millions of digits. */
function distinctIds(seed: string): DemoRandom {
  let told = 0
  const digits = (): string => createHash("md5").update(`${seed} ${told++}`).digest("hex")
  const uuid = (): string => {
    const text = digits()
    return `${text.slice(0, 8)}-${text.slice(8, 12)}-4${text.slice(13, 16)}-a${text.slice(17, 20)}-${text.slice(20)}`
  }
  return { ...createDemoRandom(seed), uuid, hex: (length) => digits().slice(0, Math.max(length, 10)) }
}

function tellPiece({ number, orders: count, events, isHistory, now }: Piece, seed: number): LoadBody[] {
  const random = createDemoRandom(`load ${seed} ${number}`)
  const source = { random, ids: distinctIds(`load ids ${seed} ${number}`), now: now.getTime() * 1_000 }
  const orders = tellOrders(source, count, isHistory)
  const splitting = orders.slice(0, Math.floor(orders.length * SPLITTING))
  const told = [...orders.flatMap((order) => order.events), ...demoSplits(source, splitting)]
  const all = isHistory ? told : [...told, ...demoOddities(source, orders)]
  return newestEvents(all, events).map((event) => bodyOf(event, random))
}

/** One worker's share of the pieces, of so many workers. */
export type Share = { readonly worker: number; readonly workers: number }

/** The same lives as the demo's, a piece after the other, the oldest first, and the landmarks; the same plan in the same hour tells the same. */
export function* loadWorld({ orders, events, seed }: LoadPlan, now: Date, { worker, workers }: Share): Generator<readonly LoadBody[]> {
  const hour = Math.floor(now.getTime() / 3_600_000) * 3_600_000
  const pieces = Math.ceil(orders / ORDERS_A_PIECE)
  const historic = Math.floor(pieces * (1 - UNDER_WAY))
  let [ordersLeft, eventsLeft] = [orders, events]
  for (let number = 0; number < pieces; number++) {
    const count = Math.min(ORDERS_A_PIECE, ordersLeft)
    const share = Math.round((eventsLeft * count) / ordersLeft)
    const isHistory = number < historic
    const ago = isHistory ? (HISTORY_MS * (historic - number)) / historic : 0
    if (number % workers === worker) yield tellPiece({ number, orders: count, events: share, isHistory, now: new Date(hour - ago) }, seed)
    ordersLeft -= count
    eventsLeft -= share
  }
  if (worker === 0 && orders >= LEAST_FOR_LANDMARKS) yield landmarkBodies(seed, hour * 1_000)
}
