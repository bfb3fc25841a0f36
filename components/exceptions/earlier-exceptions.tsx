import { countText } from "#lib/format/count-text.ts"
import { exceptionName } from "#lib/format/exception-name.ts"
import { type EarlierCode, listedNumbers } from "#lib/format/seen-words.ts"
import type { GuideNames } from "#lib/porting/exception.ts"
import { Disclosure } from "../ui/disclosure.tsx"
import { Time } from "../ui/time.tsx"

/** A sender may make up any number of codes. */
const MOST_LISTED = 100

/** What was wrong before, and is no more. */
export function EarlierExceptions({ codes, guide }: { codes: readonly EarlierCode[]; guide: GuideNames }) {
  if (codes.length === 0) return null
  return (
    <Disclosure title={`Earlier (${codes.length})`}>
      <ul className="flex flex-col gap-1">
        {codes.slice(0, MOST_LISTED).map(({ code, rounds, until }) => (
          <li key={code} className="flex flex-wrap items-baseline gap-x-3">
            <span className="font-medium">{exceptionName(code, guide)}</span>
            <code className="break-all text-xs text-text-3" translate="no">
              {code}
            </code>
            <span className="text-text-2">
              {rounds.length === 1 ? "round" : "rounds"} {listedNumbers(rounds)}
              {until && (
                <>
                  , over since <Time at={until} style="moment" />
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
      {codes.length > MOST_LISTED && (
        <p className="text-text-2">And {countText(codes.length - MOST_LISTED)} more codes, in the events of those rounds.</p>
      )}
    </Disclosure>
  )
}
