import { FormProblems } from "#components/settings/form-problems.tsx"
import { ResetPanel } from "#components/settings/reset-panel.tsx"
import { requirePageViewer } from "#lib/access/page-viewer.ts"
import { urls } from "#lib/contract.ts"
import type { SettingsPlace } from "#lib/format/settings-place.ts"
import { readEntered } from "./read-entered.ts"

/** Asks before all clocks and calendars go back to the defaults. */
export async function ClocksReset({ place }: { place: SettingsPlace }) {
  const fresh = ({ version }: { version: number }): URLSearchParams => new URLSearchParams({ version: String(version) })
  const state = await readEntered(await requirePageViewer(), "clocks-reset", { place, fresh, judged: true })
  return (
    <>
      <FormProblems {...state} />
      <ResetPanel
        what="clocks/reset"
        version={state.inForce.version}
        title="Reset all clocks?"
        loss="Your limits and calendars go, with their holidays; the history keeps them."
        action="Reset to the defaults"
        effect={state.effect}
        cancel={urls.settingsTab("clocks")}
      />
    </>
  )
}
