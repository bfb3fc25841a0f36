import { AddCode } from "#components/settings/add-code.tsx"
import { GuideTable } from "#components/settings/guide-table.tsx"
import { RulesHistory } from "#components/settings/rules-history.tsx"
import { UnseenCodes } from "#components/settings/unseen-codes.tsx"
import { requirePageViewer } from "#lib/access/page-viewer.ts"
import { getRules } from "#lib/queries/get-rules.ts"
import { getStats } from "#lib/queries/get-stats.ts"
import { listUnseenCodes } from "#lib/queries/list-unseen-codes.ts"
import { readHistory } from "./read-history.ts"

/** The whole exception guide: first the codes that it does not know, then those that it does. */
export async function GuideTab() {
  const viewer = await requirePageViewer()
  const [{ rules, own }, stats] = await Promise.all([getRules(viewer), getStats(viewer)])
  const [unseen, history] = await Promise.all([
    listUnseenCodes(viewer, rules.guide),
    readHistory(
      viewer,
      ({ code }) => code !== null,
      () => null,
    ),
  ])
  return (
    <>
      <UnseenCodes codes={unseen} />
      <section aria-labelledby="guide" className="flex flex-col gap-3">
        <h2 id="guide">Exception guide</h2>
        <p className="max-w-prose text-text-2">
          What each code of a refusal means, whose move it is, and what to do and say. A change moves the orders that carry the code at
          once.
        </p>
        <GuideTable guide={rules.guide} own={Object.keys(own.guide)} counts={stats.by_exception_code} />
        <AddCode />
      </section>
      <RulesHistory entries={history} />
    </>
  )
}
