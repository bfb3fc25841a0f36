import { PASSWORD_MIN } from "#lib/contract/access.ts"
import { accessUrls } from "#lib/contract/access-urls.ts"
import { TextInput } from "./text-input.tsx"

/** Changes one's own password. */
export function PasswordForm({ email }: { email: string }) {
  return (
    <section aria-labelledby="password" className="flex max-w-sm flex-col gap-3">
      <h2 id="password">Change your password</h2>
      <form method="post" action={accessUrls.api.password} className="flex flex-col items-start gap-4">
        {/* For password managers: they keep the new one under this name. */}
        <input type="text" name="username" autoComplete="username" defaultValue={email} hidden readOnly />
        <TextInput name="old" label="Present password" type="password" autoComplete="current-password" required />
        <TextInput
          name="password"
          label="New password"
          type="password"
          autoComplete="new-password"
          required
          minLength={PASSWORD_MIN}
          help={`At least ${PASSWORD_MIN} characters. All your other browsers are signed out by the change.`}
        />
        <button type="submit" className="control">
          Change the password
        </button>
      </form>
    </section>
  )
}
