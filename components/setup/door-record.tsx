import type { RefusalJson } from "#lib/contract.ts"
import { refusalText } from "#lib/format/refusal-text.ts"
import { Time } from "../ui/time.tsx"

function Refusal({ refusal }: { refusal: RefusalJson }) {
  const { what, help } = refusalText(refusal)
  return (
    <tr>
      <th scope="row" className="max-w-[36rem]">
        <span className="font-medium">{what}.</span>{" "}
        <span className="text-text-2">{refusal.earlier ? "That was under other keys than those now set." : help}</span>
      </th>
      <td data-label="First">
        <Time at={refusal.first_at} style="ago" />
      </td>
      <td data-label="Last">
        <Time at={refusal.last_at} style="ago" />
      </td>
      <td data-label="Sent by" translate="no">
        {refusal.user_agent ?? "Not said"}
      </td>
    </tr>
  )
}

/** What came to the webhook's address and was not kept, and why. */
export function DoorRecord({ refusals }: { refusals: readonly RefusalJson[] }) {
  if (refusals.length === 0) return <p className="text-sm text-text-2">Everything that came to this address has been kept.</p>
  return (
    <table className="rows" aria-label="What came to the webhook address and was not kept, the newest first">
      <thead>
        <tr>
          <th scope="col">What came</th>
          <th scope="col">First</th>
          <th scope="col">Last</th>
          <th scope="col">Sent by</th>
        </tr>
      </thead>
      <tbody>
        {refusals.map((refusal) => (
          <Refusal key={refusal.reason} refusal={refusal} />
        ))}
      </tbody>
    </table>
  )
}
