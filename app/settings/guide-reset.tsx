import { FormProblems } from "#components/settings/form-problems.tsx"
import { ResetPanel } from "#components/settings/reset-panel.tsx"
import { requirePageViewer } from "#lib/access/page-viewer.ts"
import { urls } from "#lib/contract.ts"
import type { SettingsPlace } from "#lib/format/settings-place.ts"
import { getRuleVersion } from "#lib/queries/list-rule-versions.ts"
import { readEntered } from "./read-entered.ts"

/** Asks before a row of the guide goes back to its default, or away where it has none. */
export async function GuideReset({ place, code }: { place: SettingsPlace; code: string }) {
  const viewer = await requirePageViewer()
  const fresh = ({ version }: { version: number }): URLSearchParams => new URLSearchParams({ version: String(version), code })
  const [state, defaults] = await Promise.all([
    readEntered(viewer, "guide-reset", { place, fresh, judged: true }),
    getRuleVersion(viewer, 0),
  ])
  const hasDefault = defaults !== null && Object.hasOwn(defaults.guide, code)
  return (
    <>
      <FormProblems {...state} />
      <ResetPanel
        what="guide/reset"
        version={state.inForce.version}
        code={code}
        title={hasDefault ? `Reset ${code}?` : `Remove the guide for ${code}?`}
        loss={
          hasDefault
            ? "Your name, court, steps, text and limit for this code go; the history keeps them."
            : "No default knows this code: orders with it are yours to read again. The history keeps what you wrote."
        }
        action={hasDefault ? "Reset to the default" : "Remove this row"}
        effect={state.effect}
        cancel={urls.settingsTab("guide", { code })}
      />
    </>
  )
}
