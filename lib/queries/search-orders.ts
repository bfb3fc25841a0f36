import type { Viewer } from "#lib/access/roles.ts"
import { joinNames } from "#lib/contract/name-list.ts"
import { orderName, type SearchJson, urls } from "#lib/contract.ts"
import { readDb } from "#lib/db/client.ts"
import { Prisma } from "#lib/db/sql.ts"
import { isUuid } from "#lib/porting/uuid.ts"
import { findOrderId } from "./find-order.ts"
import { listEvents } from "./list-events.ts"
import { type Matches, matchOrders } from "./match-orders.ts"
import { KEY_IS_SHARED } from "./order-json.ts"
import { withReference } from "./order-names.ts"
import { isEventKey } from "./read-query.ts"
import { spokenKey } from "./spoken-key.ts"

const LONGEST = 10_000
const MOST_KEYS = 200
const LONGEST_PART = 200
const LEAST_PART = 3

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i
const SUPPORT_KEY = /^sr_[0-9a-z]+$/i

type Names = Parameters<typeof orderName>[0]
type Place = {
  readonly href: string
  readonly opens: SearchJson["opens"]
  /** What it is called, where that is not what was typed. */
  readonly name?: string
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The key that a pasted address ends in: ours, Telnyx's, or any that holds a UUID. Any other text is itself. */
function keyOf(token: string): string {
  const bare = token.replace(/^["'<([]+|["'>)\].,:]{1,20}$/g, "")
  if (!bare.includes("/")) return bare
  const own = /\/orders\/([^/?#]+)/.exec(bare)?.[1]
  const event = /[?&/](?:event=|events\/)([0-9a-f]{32})\b/.exec(bare)?.[1]
  return decoded(event ?? own ?? UUID.exec(bare)?.[0] ?? /\bsr_[0-9a-z]+/i.exec(bare)?.[0] ?? bare)
}

const NAMES = Prisma.sql`o.id::text, o.support_key, ${KEY_IS_SHARED} AS key_is_shared`

async function namesOf(ids: readonly string[]): Promise<Map<string, Names>> {
  const rows = await readDb().$queryRaw<Names[]>`SELECT ${NAMES} FROM orders o WHERE o.id = ANY(${[...ids]}::uuid[])`
  return new Map(rows.map((row) => [row.id, row]))
}

/** The only order with exactly this reference, in any case. */
async function orderWithReference(text: string): Promise<Names | null> {
  const rows = await readDb().$queryRaw<Names[]>`SELECT ${NAMES} FROM orders o WHERE ${withReference([text])} LIMIT 2`
  return rows.length === 1 ? (rows[0] ?? null) : null
}

/** The order that a UUID or a key names; a key that several orders have leads to all of them. */
async function keyedOrder(text: string): Promise<Place | null> {
  const id = await findOrderId(text)
  const order = id && (await namesOf([id])).get(id)
  if (!order) return null
  const isOfSeveral = order.key_is_shared && order.support_key?.toLowerCase() === text.toLowerCase()
  if (isOfSeveral) return { href: urls.orders(new URLSearchParams({ support_key: joinNames([text]) })), opens: "list" }
  return { href: urls.order(orderName(order)), opens: "order" }
}

async function exactOrder(text: string): Promise<Place | null> {
  const keyed = await keyedOrder(text)
  // Fewer characters than an index over trigrams can help with would read every order.
  if (keyed || text.length < LEAST_PART) return keyed
  const order = await orderWithReference(text)
  return order && { href: urls.order(orderName(order)), opens: "order" }
}

async function exactEvent(viewer: Viewer, text: string): Promise<Place | null> {
  if (isEventKey(text)) return { href: urls.events(new URLSearchParams({ event: text })), opens: "event" }
  if (!isUuid(text)) return null
  const found = await listEvents(viewer, { event_id: text.toLowerCase(), limit: 1 })
  const event = found.ok ? found.query.data[0] : undefined
  return event ? { href: urls.events(new URLSearchParams({ event_id: event.event_id ?? "", event: event.event })), opens: "event" } : null
}

/** Several keys are a list; a UUID in it goes by its order's support key, if it has one. */
async function severalKeys(tokens: readonly string[]): Promise<Place | null> {
  if (tokens.length < 2 || !tokens.every((token) => isUuid(token) || SUPPORT_KEY.test(token))) return null
  const names = await namesOf(tokens.filter(isUuid))
  const nameOf = (order: Names | undefined): string | undefined => order && orderName(order)
  const keys = [...new Set(tokens.map((token) => nameOf(names.get(token.toLowerCase())) ?? token))].slice(0, MOST_KEYS)
  return { href: urls.orders(new URLSearchParams({ any_key: joinNames(keys) })), opens: "list" }
}

/** A text as it is looked for, and the keys or words that it may consist of. */
function readText(given: string): { readonly text: string; readonly whole: string; readonly tokens: readonly string[] } {
  const text = given.replaceAll("\u0000", "").normalize("NFKC").trim().slice(0, LONGEST)
  const tokens = text
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map(keyOf)
  return { text, whole: tokens.length === 1 ? (tokens[0] ?? text) : text.replace(/\s+/g, " "), tokens }
}

/** What a text names by itself: an order or event exactly, several keys, or a key as it was heard. */
async function namedPlace(viewer: Viewer, { text, whole, tokens }: ReturnType<typeof readText>): Promise<Place | null> {
  for (const name of new Set([text, whole])) {
    const exact = name.length <= LONGEST_PART ? ((await exactOrder(name)) ?? (await exactEvent(viewer, name))) : null
    if (exact) return exact
  }
  const several = await severalKeys(tokens)
  if (several) return several
  const heard = spokenKey(whole)
  const place = heard ? await keyedOrder(heard) : null
  return heard && place ? { ...place, name: heard } : null
}

const first = (text: string): string => [...text].slice(0, LONGEST_PART).join("")

/** Where what a text fits is shown: the only order itself, those that only its words fit by their names, else the list that holds it. */
function fittingPlace(whole: string, { orders, all, byWords }: Matches): Place {
  const [only] = orders
  if (only && all && orders.length === 1) return { href: urls.order(orderName(only)), opens: "order" }
  const query = new URLSearchParams(byWords && only ? [["any_key", joinNames(orders.map(orderName))]] : [["q", first(whole)]])
  return { href: urls.orders(query), opens: "list" }
}

/** Where a search leads: to what a text names, or to the only order that it fits, else to the list of what it fits. */
export async function findPlace(viewer: Viewer, given: string): Promise<Place> {
  const read = readText(given)
  if (read.text === "") return { href: urls.orders(), opens: "list" }
  return (await namedPlace(viewer, read)) ?? fittingPlace(read.whole, await matchOrders(viewer, first(read.whole)))
}

const MOST_SUGGESTED = 8

/** Where a search leads, and the newest orders that fit it. */
export async function searchOrders(viewer: Viewer, given: string): Promise<SearchJson> {
  const read = readText(given)
  if (read.text === "") return { href: urls.orders(), opens: "list", orders: [] }
  const named = await namedPlace(viewer, read)
  const matches = await matchOrders(viewer, named?.name ?? read.whole)
  const { href, opens } = named ?? fittingPlace(read.whole, matches)
  const orders = matches.orders.slice(0, MOST_SUGGESTED).map(({ id, support_key, key_is_shared, customer_reference, status }) => {
    return { id, support_key, ...(key_is_shared ? { key_is_shared } : {}), customer_reference, status: status?.value ?? null }
  })
  return { href, opens, orders }
}
