import { type RulesEffectJson, urls } from "#lib/contract.ts"
import { CalendarFields } from "./calendar-fields.tsx"
import { EffectPanel } from "./effect-panel.tsx"
import type { Entered } from "./field-id.ts"
import { LeaveGuard } from "./leave-guard.tsx"
import { LimitField } from "./limit-field.tsx"
import { LiveEffect } from "./live-effect.tsx"
import { SaveButtons } from "./save-buttons.tsx"
import { StatusClocks } from "./status-clocks.tsx"

const FORM = "clocks-form"
const ZONES = "zones"

type ClocksFormProps = {
  readonly entered: Entered
  readonly zones: readonly string[]
  readonly effect: RulesEffectJson | null
  readonly isDirty: boolean
}

/** All clocks and the calendars that they count by. */
export function ClocksForm({ entered, zones, effect, isDirty }: ClocksFormProps) {
  const calendars = entered.fields.getAll("calendar")
  const isAdding = Boolean(entered.fields.get("new_calendar.name"))
  return (
    <form
      id={FORM}
      method="post"
      action={urls.api.changeRules("clocks")}
      noValidate
      className="grid gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,48rem)_minmax(14rem,20rem)]"
    >
      <LeaveGuard form={FORM} dirty={isDirty} />
      <input type="hidden" name="version" value={entered.fields.get("version") ?? ""} />
      <div className="flex min-w-0 flex-col gap-6">
        {effect && <EffectPanel effect={effect} save="Save clocks" cancel={urls.settingsTab("clocks")} />}
        <StatusClocks entered={entered} calendars={calendars} />
        <section aria-labelledby="messaging" className="flex flex-col gap-2">
          <h2 id="messaging">Messaging</h2>
          <p className="max-w-prose text-text-2">
            From the moment voice has ported; where messaging failed before, from then. Telnyx escalates messaging failures itself. Empty:
            no clock.
          </p>
          <LimitField entered={entered} name="messaging" label="Messaging" calendars={calendars} placeholder="No clock" />
        </section>
        <section aria-labelledby="calendars" className="flex flex-col gap-4">
          <h2 id="calendars">Calendars</h2>
          <p className="max-w-prose text-text-2">
            When business hours count: days, times and zone of somebody who works, without their holidays.
          </p>
          {calendars.map((name) => (
            <CalendarFields key={name} entered={entered} prefix={`calendars.${name}`} title={name} zones={ZONES} />
          ))}
          <details open={isAdding}>
            <summary className="control list-none">Add a calendar</summary>
            <div className="mt-3">
              <CalendarFields entered={entered} prefix="new_calendar" title={null} zones={ZONES} />
            </div>
          </details>
        </section>
        <datalist id={ZONES}>
          {zones.map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
      </div>
      <div className="flex flex-col gap-3 self-start lg:sticky lg:top-4">
        <LiveEffect form={FORM} of="clocks" />
        <SaveButtons save="Save clocks" />
      </div>
    </form>
  )
}
