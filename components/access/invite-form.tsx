import { ROLES } from "#lib/contract/access.ts"
import { accessUrls } from "#lib/contract/access-urls.ts"
import { ROLE_WORDS } from "#lib/format/access-words.ts"
import { TextInput } from "./text-input.tsx"

/** Makes a link for one more member. */
export function InviteForm() {
  return (
    <section aria-labelledby="invite" className="flex max-w-prose flex-col gap-3">
      <h2 id="invite">Invite somebody</h2>
      <form method="post" action={accessUrls.api.invite} className="flex flex-col items-start gap-4">
        <div className="w-full max-w-sm">
          <TextInput name="email" label="E-mail address" type="email" autoComplete="off" required maxLength={254} />
        </div>
        <fieldset>
          <legend className="mb-1 text-sm font-medium">Role</legend>
          {ROLES.map((role) => (
            <label key={role} className="flex min-h-8 items-baseline gap-2 py-1 pointer-coarse:min-h-11">
              <input type="radio" name="role" value={role} defaultChecked={role === "coordinator"} />
              <span>
                {ROLE_WORDS[role].name} <span className="text-text-2">{ROLE_WORDS[role].may}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <button type="submit" className="control border-link font-medium text-link">
          Make the link
        </button>
        <p className="text-sm text-text-2">Portline sends no mail: you hand the link over yourself.</p>
      </form>
    </section>
  )
}
