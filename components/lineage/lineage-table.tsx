import Link from "next/link"
import { type LineageJson, urls } from "#lib/contract.ts"
import { shortOrderName } from "#lib/format/order-name.ts"
import { Time } from "../ui/time.tsx"

/** The same moves as the graph shows, as a table. */
export function LineageTable({ lineage }: { lineage: LineageJson }) {
  const names = new Map(lineage.nodes.map((node) => [node.id, shortOrderName(node)]))
  const link = (id: string) => (
    <Link href={urls.order(id)} prefetch={false} className="font-mono" translate="no">
      {names.get(id) ?? id.slice(0, 8)}
    </Link>
  )
  return (
    <table className="rows">
      <caption className="sr-only">Moves of numbers between orders</caption>
      <thead>
        <tr>
          <th scope="col">From</th>
          <th scope="col">To</th>
          <th scope="col">Numbers</th>
          <th scope="col">First</th>
          <th scope="col">Last</th>
        </tr>
      </thead>
      <tbody>
        {lineage.edges.map((edge) => (
          <tr key={`${edge.from} ${edge.to}`}>
            <td data-label="From">{link(edge.from)}</td>
            <td data-label="To">{link(edge.to)}</td>
            <td data-label="Numbers">{edge.count}</td>
            <td data-label="First">
              <Time at={edge.first_at} style="moment" />
            </td>
            <td data-label="Last">
              <Time at={edge.last_at} style="moment" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
