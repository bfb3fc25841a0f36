import { type GapJson, urls } from "#lib/contract.ts"
import { plural } from "#lib/format/count-text.ts"
import { gapText } from "#lib/format/pen-words.ts"
import { Time } from "../ui/time.tsx"

function GapRow({ gap: { id, reason, from, to, refused } }: { gap: GapJson }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t border-hairline py-2 first:border-t-0">
      <div className="min-w-0 flex-[1_1_20rem]">
        <p className="font-medium">
          {plural(refused, "webhook")}: <Time at={from} style="second" ours />
          {to !== from && (
            <>
              {" "}
              to <Time at={to} style="second" ours />
            </>
          )}
        </p>
        <p className="text-sm text-text-2">{gapText(reason)}</p>
      </div>
      <form method="post" data-needs="handle" action={urls.api.closeGap(id)} className="no-print">
        <button type="submit" className="control" aria-label={`Close the gap that began ${from}`}>
          Close
        </button>
      </form>
    </li>
  )
}

/** The open gaps: what was refused and is kept nowhere, until somebody says to have seen to it. */
export function GapList({ gaps }: { gaps: readonly GapJson[] }) {
  return (
    <section aria-labelledby="gaps" className="flex flex-col gap-2">
      <h2 id="gaps">Gaps</h2>
      {gaps.length === 0 ? (
        <p className="text-sm text-text-2">No gap is open: what came is kept, or somebody has seen to it.</p>
      ) : (
        <>
          <p className="max-w-[72ch] text-sm text-text-2">
            What came then is kept nowhere. Look in Telnyx's portal at the orders of that time, then close the gap.
          </p>
          <ul>
            {gaps.map((gap) => (
              <GapRow key={gap.id} gap={gap} />
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
