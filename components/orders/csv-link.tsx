import Download from "lucide-react/icons/download"
import { urls } from "#lib/contract.ts"
import { exportQuery } from "#lib/format/orders-query.ts"

/** All that match, as a file. */
export function CsvLink({ query }: { query: URLSearchParams }) {
  return (
    <a href={urls.api.ordersCsv(exportQuery(query))} download className="control" aria-label="CSV of all orders that match">
      <Download size={16} strokeWidth={1.75} aria-hidden="true" />
      <span className="max-sm:sr-only">CSV</span>
    </a>
  )
}
