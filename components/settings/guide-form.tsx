import { type RulesEffectJson, urls } from "#lib/contract.ts"
import { CUSTOMER_FIELDS } from "#lib/format/customer-text.ts"
import { CourtField } from "./court-field.tsx"
import { EffectPanel } from "./effect-panel.tsx"
import type { Entered } from "./field-id.ts"
import { LeaveGuard } from "./leave-guard.tsx"
import { LimitField } from "./limit-field.tsx"
import { LiveEffect } from "./live-effect.tsx"
import { SaveButtons } from "./save-buttons.tsx"
import { TextField } from "./text-field.tsx"

const FORM = "guide-form"
const FIELDS = CUSTOMER_FIELDS.map((field) => `{${field}}`).join(", ")

type GuideFormProps = {
  readonly entered: Entered
  readonly calendars: readonly string[]
  readonly effect: RulesEffectJson | null
  /** What stands in the form is not what is in force. */
  readonly isDirty: boolean
}

/** One row of the exception guide to edit. */
export function GuideForm({ entered, calendars, effect, isDirty }: GuideFormProps) {
  const { fields } = entered
  return (
    <form
      id={FORM}
      method="post"
      action={urls.api.changeRules("guide")}
      noValidate
      className="flex min-w-0 max-w-prose flex-1 flex-col gap-5"
    >
      <LeaveGuard form={FORM} dirty={isDirty} />
      <input type="hidden" name="version" value={fields.get("version") ?? ""} />
      <input type="hidden" name="code" value={fields.get("code") ?? ""} />
      {effect && <EffectPanel effect={effect} save="Save this row" cancel={urls.settingsTab("guide")} />}
      <TextField entered={entered} name="name" label="Name" help="What people call it: shown in lists in place of the code." />
      <CourtField entered={entered} />
      <TextField entered={entered} name="meaning" label="Meaning" rows={3} help="One or two plain sentences." />
      <TextField entered={entered} name="steps" label="Steps" rows={4} help="What to do next, one step a line." />
      <TextField
        entered={entered}
        name="customerText"
        label="Text for the customer"
        rows={9}
        help={`To copy from the order's page. Fields that are filled in: ${FIELDS}.`}
      />
      <TextField
        entered={entered}
        name="linkText"
        label="What a customer’s link says"
        rows={2}
        help="What you need of them, in a sentence. Empty: the link says that you are sorting something out, and no more."
      />
      <fieldset>
        <legend className="mb-1 text-sm font-medium">Limit</legend>
        <LimitField entered={entered} name="limit" label="This exception" calendars={calendars} placeholder="As the status" />
        <p className="mt-1 text-xs text-text-3">
          How long it may last before it is overdue. Empty: as long as the clock of the status says.
        </p>
      </fieldset>
      <LiveEffect form={FORM} of="guide" />
      <SaveButtons save="Save this row" />
    </form>
  )
}
