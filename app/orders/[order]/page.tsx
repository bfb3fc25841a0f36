import type { Metadata } from "next"
import { connection } from "next/server"
import { InspectorDrawer } from "#components/inspector/inspector-drawer.tsx"
import { OrderView } from "#components/order/order-view.tsx"
import { PageProblems } from "#components/order/page-problems.tsx"
import { areSignaturesChecked } from "#lib/access/intake-trust.ts"
import { requirePageViewer } from "#lib/access/page-viewer.ts"
import { orderName, urls } from "#lib/contract.ts"
import { orderTitle } from "#lib/format/order-name.ts"
import { readTimelineView, timelinePage, timelineQuestion } from "#lib/format/timeline-view.ts"
import { getOrder } from "#lib/queries/get-order.ts"
import { getOrderPage } from "#lib/queries/get-order-page.ts"
import { readable, readableMetadata } from "../../readable.tsx"
import { ServerInspector } from "../../server-inspector.tsx"
import { NoSuchOrder } from "./no-such-order.tsx"
import { pinOrder } from "./pin-order.ts"
import { readCustomerLinks } from "./read-customer-links.ts"

type Props = PageProps<"/orders/[order]">
const nameIn = async (params: Props["params"]): Promise<string> => decodeURIComponent((await params).order)

export const generateMetadata = readableMetadata(async ({ params }: Props): Promise<Metadata> => {
  const order = await getOrder(await requirePageViewer(), await nameIn(params))
  return { title: order ? orderTitle(order) : "No such order" }
})

export default readable(async function OrderPage({ params, searchParams }: Props) {
  await connection()
  const [viewer, name, raw] = await Promise.all([requirePageViewer(), nameIn(params), searchParams])
  const { view, inspected, problems } = readTimelineView(raw)
  const page = await getOrderPage(viewer, name, timelineQuestion(view))
  if (page === null) return <NoSuchOrder viewer={viewer} name={name} />
  if (page.order.key_is_shared) pinOrder(page.order.id, name, urls.order, raw)
  const { entries, next_cursor: nextCursor, counts } = page.timeline
  const signaturesChecked = areSignaturesChecked()
  const customers = await readCustomerLinks(viewer, page.order.id, raw)
  return (
    <>
      <PageProblems problems={[...problems, ...page.problems]} />
      <OrderView {...page} timeline={{ entries, nextCursor, counts, view }} signaturesChecked={signaturesChecked} customers={customers} />
      <InspectorDrawer rendered={inspected} signaturesChecked={signaturesChecked}>
        {inspected && (
          <ServerInspector
            viewer={viewer}
            eventKey={inspected.event}
            against={inspected.against}
            place={timelinePage(orderName(page.order), view)}
          />
        )}
      </InspectorDrawer>
    </>
  )
})
