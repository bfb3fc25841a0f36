import Link from "next/link"
import { Empty } from "#components/ui/empty.tsx"
import { urls } from "#lib/contract.ts"

export default function NotFound() {
  return (
    <>
      <title>Not found · Portline</title>
      <h1>Not found</h1>
      <Empty title="There is nothing at this address">
        <Link href={urls.orders()}>All orders</Link>
      </Empty>
    </>
  )
}
