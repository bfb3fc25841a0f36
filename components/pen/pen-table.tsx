import { type ShownPennedJson, urls } from "#lib/contract.ts"
import { countText } from "#lib/format/count-text.ts"
import { pennedText } from "#lib/format/pen-words.ts"
import { TableHead } from "../ui/table-head.tsx"
import { Time } from "../ui/time.tsx"

const SHORT_KEY = 12

/** A plain form: the page that it leads to tells what came of it. Where no key verifies the body there is none. */
function Release({ penned: { event, verified_with, received_at } }: { penned: ShownPennedJson }) {
  if (verified_with === null) return <span className="text-text-3">Needs its key</span>
  return (
    <form method="post" data-needs="handle" action={urls.api.releasePenned(event)} className="no-print">
      <button type="submit" className="control min-h-6 px-2 text-xs" aria-label={`Release: received ${received_at}`}>
        Release
      </button>
    </form>
  )
}

function PenRow({ penned }: { penned: ShownPennedJson }) {
  const { received_at, verified_with, size, deliveries } = penned
  return (
    <tr>
      <th scope="row" className="whitespace-nowrap">
        <Time at={received_at} style="moment" ours />
      </th>
      <td className="min-w-0 flex-[1_1_16rem]">{pennedText(penned)}</td>
      <td data-label="Key" data-empty={verified_with === null || undefined}>
        {verified_with === null ? (
          <span className="text-text-3">None that is set</span>
        ) : (
          <span translate="no" title={verified_with} className="font-mono text-xs">
            {verified_with.slice(0, SHORT_KEY)}…
          </span>
        )}
      </td>
      <td data-label="Bytes">{countText(size)}</td>
      <td data-label="Times">{countText(deliveries)}</td>
      <td>
        <Release penned={penned} />
      </td>
    </tr>
  )
}

/** One page of the pen. Bodies of equal bytes are one row. */
export function PenTable({ rows }: { rows: readonly ShownPennedJson[] }) {
  return (
    <table className="rows">
      <caption className="sr-only">Bodies in the pen, the newest received first</caption>
      <TableHead names={["Received", "Why it waits", "Key that verifies it", "Bytes", "Times", "Release"]} />
      <tbody>
        {rows.map((penned) => (
          <PenRow key={penned.hash} penned={penned} />
        ))}
      </tbody>
    </table>
  )
}
