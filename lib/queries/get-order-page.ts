import type { Viewer } from "#lib/access/roles.ts"
import type { LineageJson, LineageOrder, NamesakeJson, OrderJson, ShownCommentJson } from "#lib/contract.ts"
import type { Rules } from "#lib/porting/rules.ts"
import { getLineage } from "./get-lineage.ts"
import { markedOrders } from "./get-lineage-detail.ts"
import { getOrder } from "./get-order.ts"
import { getOrderTimeline, type OrderTimeline } from "./get-order-timeline.ts"
import { getRules } from "./get-rules.ts"
import { getStatusHistory, type StatusHistory } from "./get-status-history.ts"
import type { TimelineQuery } from "./get-timeline.ts"
import { newestComments } from "./list-comments.ts"
import { listNamesakes } from "./list-namesakes.ts"

export type OrderLineage = Omit<LineageJson, "nodes"> & { readonly nodes: readonly LineageOrder[] }
export type OrderPage = {
  readonly order: OrderJson
  readonly rules: Rules
  readonly history: StatusHistory
  readonly comments: readonly ShownCommentJson[]
  readonly lineage: OrderLineage
  readonly timeline: OrderTimeline
  readonly namesakes: readonly NamesakeJson[]
  /** Whether every event came more than an hour after it occurred. */
  readonly isAllLate: boolean
  /** What of the question could not be answered, and what is allowed. */
  readonly problems: readonly string[]
}

const MOST_COMMENTS = 200
const MOST_NAMESAKES = 5

type FirstPage = { readonly timeline: OrderTimeline; readonly problems: readonly string[] }

/** A cursor of another question is passed over: the first page stands for the one asked for. */
async function readTimeline(viewer: Viewer, id: string, query: TimelineQuery): Promise<FirstPage> {
  const asked = await getOrderTimeline(viewer, id, query)
  if (asked.ok) return { timeline: asked.query, problems: [] }
  const first = await getOrderTimeline(viewer, id, { ...query, cursor: undefined })
  const timeline = first.ok ? first.query : { entries: [], next_cursor: null, counts: [] }
  return { timeline, problems: [asked.problem] }
}

async function readLineage(viewer: Viewer, id: string): Promise<OrderLineage> {
  const lineage = (await getLineage(viewer, id)) ?? { nodes: [], edges: [], truncated: false }
  return { ...lineage, nodes: await markedOrders(lineage.nodes, Date.now()) }
}

/** All that one order's page tells, or null where there is no such order. */
export async function getOrderPage(viewer: Viewer, name: string, query: TimelineQuery): Promise<OrderPage | null> {
  const order = await getOrder(viewer, name, { include: "attention" })
  if (order === null) return null
  // In two turns: a page must not take every connection of the pool at once.
  const [{ rules }, history, comments] = await Promise.all([
    getRules(viewer),
    getStatusHistory(viewer, order.id),
    newestComments(viewer, order.id, MOST_COMMENTS),
  ])
  const [lineage, { timeline, problems }, namesakes] = await Promise.all([
    readLineage(viewer, order.id),
    readTimeline(viewer, order.id, query),
    order.key_is_shared ? listNamesakes(viewer, order, MOST_NAMESAKES) : [],
  ])
  const isAllLate = timeline.counts.every(({ events, late }) => events === late)
  return { order, rules, history, comments, lineage, timeline, namesakes, isAllLate, problems }
}
