import { comparisons } from "#lib/format/comparisons.ts"
import { ChangeList } from "./change-list.tsx"
import type { Inspection } from "./inspection.ts"

type ComparisonProps = Pick<Inspection, "event" | "base"> & { readonly body: string; readonly place: string }

/** The difference to another event, and which other ones there are to compare with. */
export function ComparisonPart({ event, body, base, place }: ComparisonProps) {
  const all = comparisons(event)
  const chosen = all.find(({ key }) => key === base?.key)
  if (base === null || !chosen)
    return <p>There is nothing to compare with: no event of the same order came before it, and none has its event id.</p>
  const others = all.filter(({ key }) => key !== base.key)
  const linkTo = (params: Record<string, string>): string => `${place}${place.includes("?") ? "&" : "?"}${new URLSearchParams(params)}`
  return (
    <>
      <p>
        Compared with{" "}
        <a href={linkTo({ event: base.key })} className="underline">
          {chosen.text}
        </a>
        . Before is that one, after is this.
      </p>
      {others.length > 0 && (
        <ul aria-label="Compare with" className="flex flex-col gap-1">
          {others.map(({ key, text }) => (
            <li key={key}>
              <a href={linkTo({ event: event.event, against: key })} className="inline-flex min-h-6 items-center">
                Compare with {text}
              </a>
            </li>
          ))}
        </ul>
      )}
      {base.body === null ? (
        <p>The body of that one is deleted for its age: there is nothing left to compare.</p>
      ) : (
        <ChangeList before={base.body} after={body} />
      )}
    </>
  )
}
