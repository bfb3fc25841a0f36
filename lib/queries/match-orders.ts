import type { Viewer } from "#lib/access/roles.ts"
import type { OrderJson } from "#lib/contract.ts"
import { listOrders } from "./list-orders.ts"
import { orderFilterSchema } from "./order-filter.ts"

const SUGGESTED = 8
const LEAST = 3
const LONGEST = 200
/** Of more orders that a word fits, none is looked at for the others. */
const MOST_SIFTED = 200
/** So many words are tried: each asks once, however many orders there are. */
const MOST_TRIED = 3

/** `all`: no other orders fit. `byWords`: they hold every word of the text, and not the text itself. */
export type Matches = { readonly orders: readonly OrderJson[]; readonly all: boolean; readonly byWords: boolean }

const NONE: Matches = { orders: [], all: true, byWords: false }

const fits = (text: string): boolean => [...text].length >= LEAST && text.length <= LONGEST

/** The newest orders that the list's search finds. */
async function holding(viewer: Viewer, q: string, limit: number): Promise<Matches> {
  const filter = orderFilterSchema.safeParse({ q, limit: String(limit), include: "attention" })
  const list = filter.success ? await listOrders(viewer, filter.data) : null
  return list?.ok ? { orders: list.query.data, all: list.query.next_cursor === null, byWords: false } : NONE
}

const namesOf = ({ id, support_key, customer_reference }: OrderJson): string =>
  [id, support_key, customer_reference].join("\n").toLowerCase()

/** The orders that hold every one of several words, found by the longest that few have. */
async function holdingWords(viewer: Viewer, text: string): Promise<Matches> {
  const words = [...new Set(text.toLowerCase().split(/\s+/).filter(Boolean))]
  if (words.length < 2) return NONE
  const tried = words.filter(fits).toSorted((a, b) => b.length - a.length)
  for (const word of tried.slice(0, MOST_TRIED)) {
    const { orders, all } = await holding(viewer, word, MOST_SIFTED)
    if (all) return { orders: orders.filter((order) => words.every((each) => namesOf(order).includes(each))), all, byWords: true }
  }
  return NONE
}

/** The newest orders that a text fits, as it stands, else word by word. */
export async function matchOrders(viewer: Viewer, text: string): Promise<Matches> {
  if (!fits(text)) return NONE
  const found = await holding(viewer, text, SUGGESTED)
  return found.orders.length > 0 ? found : holdingWords(viewer, text)
}
