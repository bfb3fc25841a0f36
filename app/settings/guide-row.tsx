import { FormProblems } from "#components/settings/form-problems.tsx"
import { GuideForm } from "#components/settings/guide-form.tsx"
import { GuideHead } from "#components/settings/guide-head.tsx"
import { RulesHistory } from "#components/settings/rules-history.tsx"
import { TextExample } from "#components/settings/text-example.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { requirePageViewer } from "#lib/access/page-viewer.ts"
import { urls } from "#lib/contract.ts"
import { rowFields } from "#lib/format/rules-fields.ts"
import type { SettingsPlace } from "#lib/format/settings-place.ts"
import { getExampleOrder } from "#lib/queries/get-example-order.ts"
import { getRuleVersion } from "#lib/queries/list-rule-versions.ts"
import { GuideReset } from "./guide-reset.tsx"
import { readEntered } from "./read-entered.ts"
import { readHistory } from "./read-history.ts"

/** One row of the guide: to edit, beside an order that carries the code, with its history. */
export async function GuideRow({ place, code }: { place: SettingsPlace; code: string }) {
  const viewer = await requirePageViewer()
  if (place.isReset) return <GuideReset place={place} code={code} />
  const restored = place.from === null ? null : await getRuleVersion(viewer, place.from)
  const [state, example, history] = await Promise.all([
    readEntered(viewer, "guide", { place, fresh: ({ version, rules }) => rowFields(code, (restored ?? rules).guide, version) }),
    getExampleOrder(viewer, code),
    readHistory(
      viewer,
      (change) => change.code === code,
      (version) => urls.settingsTab("guide", { code, from: String(version) }),
    ),
  ])
  const { inForce, entered, effect, isDraft } = state
  return (
    <>
      <GuideHead code={code} isOwn={Object.hasOwn(inForce.own.guide, code)} isKnown={Object.hasOwn(inForce.rules.guide, code)} />
      <FormProblems {...state} />
      {restored && <Notice kind="plain">Filled in as version {place.from} left it. It is not in force until you save it.</Notice>}
      <div className="grid gap-x-10 gap-y-6 lg:grid-cols-2">
        <GuideForm
          entered={entered}
          calendars={Object.keys(inForce.rules.clocks.calendars)}
          effect={effect}
          isDirty={isDraft || restored !== null}
        />
        <TextExample code={code} example={example} text={entered.fields.get("customerText") ?? ""} />
      </div>
      <RulesHistory entries={history} />
    </>
  )
}
