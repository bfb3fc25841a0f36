import type { Metadata } from "next"
import { connection } from "next/server"
import { LineageHeader } from "#components/lineage/lineage-header.tsx"
import { LineageRefresh } from "#components/lineage/lineage-refresh.tsx"
import { LineageView } from "#components/lineage/lineage-view.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { requirePageViewer } from "#lib/access/page-viewer.ts"
import { urls } from "#lib/contract.ts"
import { lineageMark } from "#lib/format/lineage-mark.ts"
import { readLineageQuery } from "#lib/format/lineage-query.ts"
import { shortOrderName } from "#lib/format/order-name.ts"
import { getLineageDetail } from "#lib/queries/get-lineage-detail.ts"
import { getOrder } from "#lib/queries/get-order.ts"
import { readable, readableMetadata } from "../../../readable.tsx"
import { NoSuchOrder } from "../no-such-order.tsx"
import { pinOrder } from "../pin-order.ts"

type Props = PageProps<"/orders/[order]/lineage">
const nameIn = async (params: Props["params"]): Promise<string> => decodeURIComponent((await params).order)

export const generateMetadata = readableMetadata(async ({ params }: Props): Promise<Metadata> => {
  const order = await getOrder(await requirePageViewer(), await nameIn(params))
  return { title: order ? `Lineage of ${shortOrderName(order)}` : "No such order" }
})

export default readable(async function LineagePage({ params, searchParams }: Props) {
  await connection()
  const [viewer, asked, raw] = await Promise.all([requirePageViewer(), nameIn(params), searchParams])
  const detail = await getLineageDetail(viewer, asked)
  const [order] = detail?.nodes ?? []
  if (!detail || !order) return <NoSuchOrder viewer={viewer} name={asked} />
  if (order.key_is_shared) pinOrder(order.id, asked, urls.lineage, raw)
  const { query, notes } = readLineageQuery(raw)
  return (
    <>
      <LineageRefresh id={order.id} family={detail.nodes.map(({ id }) => id.slice(0, 8)).join(" ")} mark={lineageMark(detail)} />
      <LineageHeader order={order} detail={detail} />
      {notes.map((note) => (
        <Notice key={note} kind="warning">
          {note}
        </Notice>
      ))}
      <LineageView order={order} detail={detail} query={query} />
    </>
  )
})
