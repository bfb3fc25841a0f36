import type { RulesEffectJson } from "#lib/contract.ts"
import { effectText } from "#lib/format/effect-text.ts"

type EffectPanelProps = { readonly effect: RulesEffectJson; readonly save: string; readonly cancel: string }

/** What saving would do to the orders, and the button that does it: stands in the form, before anything is saved. */
export function EffectPanel({ effect, save, cancel }: EffectPanelProps) {
  return (
    <section
      aria-label="What saving does"
      className="flex flex-col items-start gap-3 rounded-control border-s-4 border-waiting bg-waiting-tint px-3 py-3"
    >
      <p id="effect" className="text-sm">
        <strong className="font-medium">Not saved yet. If saved:</strong> {effectText(effect)}
      </p>
      <div className="flex flex-wrap gap-2">
        <button
          {...{ autoFocus: true }}
          type="submit"
          name="act"
          value="save"
          aria-describedby="effect"
          className="control border-link font-medium text-link"
        >
          {save}
        </button>
        <a href={cancel} className="control">
          Cancel
        </a>
      </div>
    </section>
  )
}
