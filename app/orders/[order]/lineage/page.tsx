import type { Metadata } from "next"
import Link from "next/link"
import { notFound } from "next/navigation"
import { connection } from "next/server"
import { LineageGraph } from "#components/lineage/lineage-graph.tsx"
import { LineageRefresh } from "#components/lineage/lineage-refresh.tsx"
import { LineageTable } from "#components/lineage/lineage-table.tsx"
import { Empty } from "#components/ui/empty.tsx"
import { requireViewer } from "#lib/access/viewer.ts"
import { orderName, urls } from "#lib/contract.ts"
import { lineageTotals } from "#lib/format/lineage-totals.ts"
import { shortOrderName } from "#lib/format/order-name.ts"
import { getLineage } from "#lib/queries/get-lineage.ts"
import { getOrder } from "#lib/queries/get-order.ts"

type Props = PageProps<"/orders/[order]/lineage">
const nameIn = async (params: Props["params"]): Promise<string> => decodeURIComponent((await params).order)

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const order = await getOrder(await requireViewer(), await nameIn(params))
  return { title: order ? `Lineage of ${shortOrderName(order)}` : "Order not found" }
}

export default async function LineagePage({ params }: Props) {
  await connection()
  const [viewer, asked] = await Promise.all([requireViewer(), nameIn(params)])
  const [order, lineage] = await Promise.all([getOrder(viewer, asked), getLineage(viewer, asked)])
  if (order === null || lineage === null) notFound()
  const name = shortOrderName(order)
  return (
    <>
      <LineageRefresh id={order.id} drawn={lineage} />
      <Link href={urls.order(orderName(order))} className="no-print inline-flex min-h-6 items-center self-start text-sm">
        Back to {name}
      </Link>
      <h1>Lineage of {name}</h1>
      {lineage.edges.length === 0 && <Empty title="No numbers moved to or from this order" />}
      {lineage.edges.length > 0 && (
        <>
          <p className="text-text-2">{lineageTotals(lineage)}</p>
          <LineageGraph lineage={lineage} currentId={order.id} name={name} />
          <LineageTable lineage={lineage} />
        </>
      )}
    </>
  )
}
