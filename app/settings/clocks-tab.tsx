import Link from "next/link"
import { ClocksForm } from "#components/settings/clocks-form.tsx"
import { FormProblems } from "#components/settings/form-problems.tsx"
import { RulesHistory } from "#components/settings/rules-history.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { requirePageViewer } from "#lib/access/page-viewer.ts"
import { urls } from "#lib/contract.ts"
import { clocksFields } from "#lib/format/rules-fields.ts"
import type { SettingsPlace } from "#lib/format/settings-place.ts"
import { getStats } from "#lib/queries/get-stats.ts"
import { getRuleVersion } from "#lib/queries/list-rule-versions.ts"
import { ClocksReset } from "./clocks-reset.tsx"
import { readEntered } from "./read-entered.ts"
import { readHistory } from "./read-history.ts"

/** How long each status may last, and by which calendars. */
export async function ClocksTab({ place }: { place: SettingsPlace }) {
  const viewer = await requirePageViewer()
  if (place.isReset) return <ClocksReset place={place} />
  const [restored, stats] = await Promise.all([place.from === null ? null : getRuleVersion(viewer, place.from), getStats(viewer)])
  const [state, history] = await Promise.all([
    readEntered(viewer, "clocks", {
      place,
      fresh: ({ version, rules }) => clocksFields((restored ?? rules).clocks, Object.keys(stats.by_status), version),
    }),
    readHistory(
      viewer,
      ({ code }) => code === null,
      (version) => urls.settingsTab("clocks", { from: String(version) }),
    ),
  ])
  const zones = ["UTC", ...Intl.supportedValuesOf("timeZone")]
  return (
    <>
      <FormProblems {...state} />
      {restored && <Notice kind="plain">Filled in as version {place.from} left them. They are not in force until you save them.</Notice>}
      <ClocksForm entered={state.entered} zones={zones} effect={state.effect} isDirty={state.isDraft || restored !== null} />
      {state.inForce.own.clocks && (
        <p>
          <Link href={urls.settingsTab("clocks", { act: "reset" })} prefetch={false} className="inline-block min-h-6">
            Reset all clocks to the defaults…
          </Link>
        </p>
      )}
      <RulesHistory entries={history} />
    </>
  )
}
