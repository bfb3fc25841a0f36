import { type RulesEffectJson, urls } from "#lib/contract.ts"
import { effectText } from "#lib/format/effect-text.ts"

type ResetPanelProps = {
  readonly what: "guide/reset" | "clocks/reset"
  readonly version: number
  readonly code?: string
  readonly title: string
  /** What is lost. */
  readonly loss: string
  readonly action: string
  readonly effect: RulesEffectJson | null
  readonly cancel: string
}

/** Asks before something goes back to its default: what is lost, and which orders move. */
export function ResetPanel({ what, version, code, title, loss, action, effect, cancel }: ResetPanelProps) {
  return (
    <form
      method="post"
      action={urls.api.changeRules(what)}
      className="card flex max-w-prose flex-col items-start gap-3 border-s-4 border-s-ending p-4"
    >
      <h2>{title}</h2>
      <p id="loss">
        {loss} {effect && effectText(effect)}
      </p>
      <input type="hidden" name="version" value={version} />
      {code !== undefined && <input type="hidden" name="code" value={code} />}
      <div className="flex flex-wrap gap-2">
        <button {...{ autoFocus: true }} type="submit" aria-describedby="loss" className="control border-link font-medium text-link">
          {action}
        </button>
        <a href={cancel} data-hotkey="u" className="control">
          Cancel
        </a>
      </div>
    </form>
  )
}
