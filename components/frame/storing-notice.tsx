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
  const kept = `${plural(spooled, "webhook")} ${spooled === 1 ? "is" : "are"} kept on disk`
  return (
    <Notice kind={first ? "problem" : "warning"}>
      {outage_since && `The database has not answered since ${shortClockText(outage_since, reading)}; what is shown may be old. `}
      {outage_since || first
        ? `${kept}${first ? "." : ` and will go in by ${spooled === 1 ? "itself" : "themselves"}.`}`
        : `${kept} and ${spooled === 1 ? "is" : "are"} going into the database.`}
      {first && ` The file ${first.file} of the spool cannot be read in beyond byte ${first.at}: ${first.reason} Keep the file.`}
    </Notice>
  )
}
