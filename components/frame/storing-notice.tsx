"use client"

import { useDatabaseAway, useReturn } from "#lib/client/use-database-away.ts"
import { usePreferences } from "#lib/client/use-preferences.ts"
import { useStoring } from "#lib/client/use-storing.ts"
import type { StoringJson } from "#lib/contract.ts"
import { plural } from "#lib/format/count-text.ts"
import { shortClockText } from "#lib/format/time.ts"
import { Notice } from "../ui/notice.tsx"

/** While the database does not answer, or keeps no webhooks: since when, and where they are meanwhile. */
export function StoringNotice({ initial, wasAway }: { initial: StoringJson; wasAway: boolean }) {
  const reading = usePreferences()
  const { outage_since, spooled, stuck } = useStoring(initial)
  const isAway = useDatabaseAway(wasAway)
  useReturn(isAway || outage_since !== null)
  const [first] = stuck
  if (!outage_since && !first && spooled === 0)
    return isAway && <Notice kind="warning">The database does not answer now: what is shown may be old, or missing.</Notice>
  const [is, itself] = spooled === 1 ? ["is", "itself"] : ["are", "themselves"]
  const kept = `${plural(spooled, "webhook")} ${is} kept on disk`
  const goesOn = outage_since ? `will go in by ${itself}` : `${is} going into the database`
  return (
    <Notice kind={first ? "problem" : "warning"}>
      {isAway && "The database does not answer now. "}
      {outage_since && `The database has kept no webhooks since ${shortClockText(outage_since, reading)}; what is shown may be old. `}
      {(outage_since || spooled > 0) && (first ? `${kept}. ` : `${kept} and ${goesOn}. `)}
      {first &&
        `What DATA_DIR/spool has as ${first.file} cannot be taken in${first.at > 0 ? ` beyond byte ${first.at}` : ""}: ${first.reason} Keep it.`}
    </Notice>
  )
}
