import { useDeferredValue, useState } from "react"
import useSWR from "swr"
import { type OrderJson, type OrderListJson, type QueueJson, urls } from "#lib/contract.ts"
import { needsNobody } from "#lib/format/attention-text.ts"
import { fetchJson } from "./fetch-json.ts"
import type { LiveChange } from "./live-stream.ts"
import { usePacedChanges } from "./use-paced-changes.ts"
import { useServed } from "./use-served.ts"

/** A clock may run out at any moment, without an event. */
const REFRESH_MS = 30_000
/** However many webhooks come, the queue is asked for this often at most. */
const LEAST_MS = 1_000

type Section = keyof QueueJson["sections"]
type Sections = Readonly<Record<Section, readonly OrderJson[]>>

const sectionsOf = ({ sections: { overdue, due, later, watch } }: QueueJson): Sections => ({
  overdue: overdue.orders,
  due: due.orders,
  later: later.orders,
  watch: watch.orders,
})
const all = (sections: Sections): readonly OrderJson[] => Object.values(sections).flat()

const always = (): boolean => true
const isOfOrders = ({ kind }: LiveChange): boolean => kind === "orders"

/** The queue as it is now: asked for again when an order changes, and every half minute. Drawing it lets keys go first. */
function useLatest(initial: QueueJson, url: string) {
  useServed(url, initial)
  const { data, error, mutate } = useSWR<{ data: QueueJson }, Error>(url, fetchJson, {
    fallbackData: { data: initial },
    refreshInterval: REFRESH_MS,
    revalidateOnMount: false,
  })
  usePacedChanges({ concerns: always, act: mutate, pauseMs: LEAST_MS })
  return { queue: useDeferredValue(data?.data ?? initial), error: error ?? null }
}

/** Orders that stand in no section any more, as they are now; they keep their places until the reader moves on. */
function useGhosts(ids: string): ReadonlyMap<string, OrderJson> {
  const query = new URLSearchParams({ id: ids.replaceAll(" ", ","), include: "attention", limit: "200", deleted: "true" })
  const { data, mutate } = useSWR<OrderListJson, Error>(ids === "" ? null : urls.api.orders(query), fetchJson, {
    keepPreviousData: true,
    refreshInterval: REFRESH_MS,
  })
  usePacedChanges({ concerns: isOfOrders, act: mutate, pauseMs: LEAST_MS })
  return new Map(data?.data.map((order) => [order.id, order]))
}

/** The orders held, by their ids, as the queue last had them: one that has left it needed somebody as it was then. */
function useLastSeen(queue: QueueJson, held: Sections): ReadonlyMap<string, OrderJson> {
  const [seen, setSeen] = useState({ queue, held, orders: new Map(all(held).map((order) => [order.id, order])) })
  if (seen.queue === queue && seen.held === held) return seen.orders
  const orders = new Map(all(held).map((order) => [order.id, seen.orders.get(order.id) ?? order]))
  for (const order of all(sectionsOf(queue))) if (orders.has(order.id)) orders.set(order.id, order)
  setSeen({ queue, held, orders })
  return orders
}

/** `left`: why it stands in the queue no more, where it does not: a ghost keeps its place. `was`: as the queue last had it. */
export type ShownOrder = { readonly order: OrderJson; readonly left: "resolved" | "moved" | null; readonly was: OrderJson }
export type LiveQueue = {
  readonly queue: QueueJson
  readonly shown: Readonly<Record<Section, readonly ShownOrder[]>>
  /** How many orders the queue has that are not shown. */
  readonly waiting: number
  readonly show: () => void
  readonly error: Error | null
}

/**
 * The queue with rows that keep their places: an order changes in its row, one that needs nobody any more stays as
 * a ghost, as does one that has gone over to another court where the queue is of one; what comes new waits until it is asked for.
 */
export function useQueue(initial: QueueJson, court: string | null): LiveQueue {
  const { queue, error } = useLatest(initial, urls.api.attention(court))
  const [held, setHeld] = useState<Sections>(() => sectionsOf(initial))
  const now = new Map(all(sectionsOf(queue)).map((order) => [order.id, order]))
  const left = all(held).filter(({ id }) => !now.has(id))
  const ghosts = useGhosts(left.map(({ id }) => id).join(" "))
  const seen = useLastSeen(queue, held)
  const kept = new Set(all(held).map(({ id }) => id))
  /** The answer has the first of each section only: one that is missing there may just stand further down. */
  const leftBy = (order: OrderJson): ShownOrder["left"] => {
    if (needsNobody(order, Date.parse(queue.now))) return "resolved"
    return court !== null && order.attention?.court !== court ? "moved" : null
  }
  const row = (order: OrderJson): ShownOrder => {
    const latest = now.get(order.id) ?? ghosts.get(order.id) ?? order
    return { order: latest, left: now.has(order.id) ? null : leftBy(latest), was: seen.get(order.id) ?? order }
  }
  const { overdue, due, later, watch } = held
  const shown = { overdue: overdue.map(row), due: due.map(row), later: later.map(row), watch: watch.map(row) }
  return { queue, shown, waiting: [...now.keys()].filter((id) => !kept.has(id)).length, show: () => setHeld(sectionsOf(queue)), error }
}
