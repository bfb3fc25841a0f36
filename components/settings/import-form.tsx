import { type RulesEffectJson, urls } from "#lib/contract.ts"
import { EffectPanel } from "./effect-panel.tsx"
import { FieldError } from "./field-error.tsx"
import { type Entered, fieldId, fieldProps } from "./field-id.ts"
import { LeaveGuard } from "./leave-guard.tsx"

const FORM = "import-form"

type ImportFormProps = { readonly entered: Entered; readonly effect: RulesEffectJson | null; readonly isDirty: boolean }

/** Takes a file of rules, chosen or pasted. All of it or, where anything is not allowed, nothing. */
export function ImportForm({ entered, effect, isDirty }: ImportFormProps) {
  return (
    <form
      id={FORM}
      method="post"
      encType="multipart/form-data"
      action={urls.api.changeRules("import")}
      noValidate
      className="flex max-w-prose flex-col gap-4"
    >
      <LeaveGuard form={FORM} dirty={isDirty} />
      <input type="hidden" name="version" value={entered.fields.get("version") ?? ""} />
      {effect && <EffectPanel effect={effect} save="Import" cancel={urls.settingsTab("file")} />}
      <label className="flex flex-col items-start gap-1 text-sm font-medium">
        File
        <input type="file" name="upload" accept="application/json,.json" className="control h-auto max-w-full py-1 font-normal" />
      </label>
      <div className="flex flex-col gap-1">
        <label htmlFor={fieldId("file")} className="text-sm font-medium">
          Or its text
        </label>
        <textarea
          {...fieldProps(entered, "file")}
          rows={10}
          defaultValue={entered.fields.get("file") ?? ""}
          spellCheck={false}
          className="control block w-full whitespace-pre-wrap py-1.5 font-mono text-xs leading-5"
        />
        <FieldError entered={entered} name="file" />
      </div>
      <button type="submit" name="act" value="preview" className="control self-start border-link font-medium text-link">
        Check this file
      </button>
    </form>
  )
}
