import type { Metadata } from "next"
import { Empty } from "#components/ui/empty.tsx"
import { urls } from "#lib/contract.ts"

export const metadata: Metadata = { title: "Not for you" }

export default function ForbiddenPage() {
  return (
    <>
      <h1>Not for your role</h1>
      <Empty title="Only an admin sees this page">
        <p>An admin of this Portline can change your role under Settings, Members.</p>
        <a href={urls.home}>Home</a>
      </Empty>
    </>
  )
}
