import type { Viewer } from "#lib/access/roles.ts"
import { type FoundOrderJson, orderName, type SearchJson, urls } from "#lib/contract.ts"
import { readDb } from "#lib/db/client.ts"
import { findOrderId } from "./find-order.ts"
import { listEvents } from "./list-events.ts"
import { listOrders } from "./list-orders.ts"
import { isUuid, orderFilterSchema } from "./order-filter.ts"
import { isEventKey } from "./read-query.ts"

const LONGEST = 10_000
const MOST_KEYS = 200
const LONGEST_PART = 200
const SUGGESTED = 8
const LEAST_PART = 3

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i
const SUPPORT_KEY = /^sr_[0-9a-z]+$/i

type Names = { readonly id: string; readonly support_key: string | null }
type Place = { readonly href: string; readonly opens: SearchJson["opens"] }

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

async function namesOf(ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await readDb().$queryRaw<Names[]>`SELECT id::text, support_key FROM orders WHERE id = ANY(${[...ids]}::uuid[])`
  return new Map(rows.map((row) => [row.id, orderName(row)]))
}

/** The only order with exactly this reference, in any case. */
async function orderWithReference(text: string): Promise<string | null> {
  const pattern = text.replace(/[\\%_]/g, (char) => `\\${char}`)
  const rows = await readDb().$queryRaw<Names[]>`
    SELECT id::text, support_key FROM orders WHERE customer_reference ILIKE ${pattern} ORDER BY id LIMIT 2`
  return rows.length === 1 && rows[0] ? orderName(rows[0]) : null
}

async function exactOrder(text: string): Promise<Place | null> {
  const id = await findOrderId(text)
  // Fewer characters than an index over trigrams can help with would read every order.
  const name = id ? (await namesOf([id])).get(id) : text.length >= LEAST_PART ? await orderWithReference(text) : null
  return name ? { href: urls.order(name), opens: "order" } : null
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
  const keys = [...new Set(tokens.map((token) => names.get(token.toLowerCase()) ?? token))].slice(0, MOST_KEYS)
  return { href: urls.orders(new URLSearchParams({ any_key: keys.join(",") })), opens: "list" }
}

/** Where a search leads: to the order or event that a text names exactly, to the list of several keys, else to what holds it. */
export async function findPlace(viewer: Viewer, given: string): Promise<Place> {
  const text = given.replaceAll("\u0000", "").normalize("NFKC").trim().slice(0, LONGEST)
  if (text === "") return { href: urls.orders(), opens: "list" }
  const tokens = text
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map(keyOf)
  const whole = tokens.length === 1 ? (tokens[0] ?? text) : text.replace(/\s+/g, " ")
  for (const name of new Set([text, whole])) {
    const exact = name.length <= LONGEST_PART ? ((await exactOrder(name)) ?? (await exactEvent(viewer, name))) : null
    if (exact) return exact
  }
  const several = await severalKeys(tokens)
  return several ?? { href: urls.orders(new URLSearchParams({ q: [...whole].slice(0, LONGEST_PART).join("") })), opens: "list" }
}

async function suggest(viewer: Viewer, text: string): Promise<FoundOrderJson[]> {
  if ([...text].length < LEAST_PART || text.length > LONGEST_PART) return []
  const filter = orderFilterSchema.safeParse({ q: text, limit: String(SUGGESTED) })
  const list = filter.success ? await listOrders(viewer, filter.data) : null
  if (!list?.ok) return []
  return list.query.data.map(({ id, support_key, customer_reference, status }) => {
    return { id, support_key, customer_reference, status: status?.value ?? null }
  })
}

/** Where a search leads, and the newest orders that fit it. */
export async function searchOrders(viewer: Viewer, given: string): Promise<SearchJson> {
  const [place, orders] = await Promise.all([findPlace(viewer, given), suggest(viewer, given.trim())])
  return { ...place, orders }
}
