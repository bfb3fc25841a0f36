import { NAME_MAX, SCOPES } from "#lib/contract/access.ts"
import { accessUrls } from "#lib/contract/access-urls.ts"
import { SCOPE_WORDS } from "#lib/format/access-words.ts"
import { TextInput } from "./text-input.tsx"

/** Makes a key for one program. */
export function KeyForm() {
  return (
    <section aria-labelledby="new-key" className="flex max-w-prose flex-col gap-3">
      <h2 id="new-key">Make a key</h2>
      <form method="post" action={accessUrls.api.keys} className="flex flex-col items-start gap-4">
        <div className="flex w-full max-w-sm flex-col gap-4">
          <TextInput name="name" label="Name" required maxLength={NAME_MAX} autoComplete="off" help="The program that will use it." />
          <TextInput
            name="days"
            label="Days until it is over"
            required
            inputMode="numeric"
            defaultValue="90"
            maxLength={3}
            autoComplete="off"
            help="From 1 to 366."
          />
        </div>
        <fieldset>
          <legend className="mb-1 text-sm font-medium">What it may</legend>
          {SCOPES.map((scope) => (
            <label key={scope} className="flex min-h-8 items-baseline gap-2 py-1 pointer-coarse:min-h-11">
              <input type="checkbox" name="scopes" value={scope} defaultChecked={scope === "read"} />
              <span>
                <code>{scope}</code> <span className="text-text-2">{SCOPE_WORDS[scope]}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <button type="submit" className="control border-link font-medium text-link">
          Make the key
        </button>
      </form>
    </section>
  )
}
