import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { connection } from "next/server"
import { OrderView } from "#components/order/order-view.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { areSignaturesChecked } from "#lib/access/intake-trust.ts"
import { requireViewer } from "#lib/access/viewer.ts"
import type { TimelineJson } from "#lib/contract.ts"
import { orderTitle } from "#lib/format/order-name.ts"
import { readablePayload } from "#lib/format/readable-payload.ts"
import { getLineage } from "#lib/queries/get-lineage.ts"
import { getOrder } from "#lib/queries/get-order.ts"
import { getTimeline, type Timeline } from "#lib/queries/get-timeline.ts"
import { listComments } from "#lib/queries/list-comments.ts"

type Props = PageProps<"/orders/[order]">
const nameIn = async (params: Props["params"]): Promise<string> => decodeURIComponent((await params).order)

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const order = await getOrder(await requireViewer(), await nameIn(params))
  return { title: order ? orderTitle(order) : "Order not found" }
}

function timelineJson({ data, next_cursor }: Timeline): TimelineJson {
  return { data: data.map(({ payloadText, ...entry }) => ({ ...entry, payload: readablePayload(JSON.parse(payloadText)) })), next_cursor }
}

export default async function OrderPage({ params, searchParams }: Props) {
  await connection()
  const [viewer, name, raw] = await Promise.all([requireViewer(), nameIn(params), searchParams])
  const order = await getOrder(viewer, name)
  if (order === null) notFound()
  const cursor = typeof raw.cursor === "string" && raw.cursor !== "" ? raw.cursor : undefined
  const [timeline, history, comments, lineage] = await Promise.all([
    getTimeline(viewer, order.id, { sort: "-occurred_at", limit: 50, cursor }),
    getTimeline(viewer, order.id, { sort: "occurred_at", limit: 200 }),
    listComments(viewer, order.id),
    getLineage(viewer, order.id),
  ])
  if (!history?.ok || !comments || !lineage) notFound()
  if (!timeline?.ok) return <Notice kind="problem">{timeline?.problem}</Notice>
  const initial = { order, timeline: timelineJson(timeline.query), history: timelineJson(history.query), comments, lineage }
  return <OrderView initial={initial} cursor={cursor ?? null} signaturesChecked={areSignaturesChecked()} />
}
