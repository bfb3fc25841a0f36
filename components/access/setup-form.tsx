import { type InvitationKind, NAME_MAX, PASSWORD_MIN } from "#lib/contract/access.ts"
import { accessUrls } from "#lib/contract/access-urls.ts"
import { TextInput } from "./text-input.tsx"

type SetupFormProps = { readonly token: string; readonly kind: InvitationKind; readonly email: string | null }

const BUTTONS: Readonly<Record<InvitationKind, string>> = { setup: "Create the first admin", invite: "Join", reset: "Change the password" }

/** Who opens the link says who they are, as far as that is not known, and chooses a password. */
export function SetupForm({ token, kind, email }: SetupFormProps) {
  return (
    <form method="post" action={accessUrls.api.setup} className="flex flex-col gap-4">
      <input type="hidden" name="token" value={token} />
      <TextInput
        name="email"
        label="E-mail address"
        type="email"
        autoComplete="username"
        required
        maxLength={254}
        defaultValue={email ?? ""}
        readOnly={email !== null}
        autoFocus={email === null}
      />
      {kind !== "reset" && (
        <TextInput
          name="name"
          label="Name"
          autoComplete="name"
          required
          maxLength={NAME_MAX}
          help="Under this name others see what you do."
        />
      )}
      <TextInput
        name="password"
        label="Password"
        type="password"
        autoComplete="new-password"
        required
        minLength={PASSWORD_MIN}
        help={`At least ${PASSWORD_MIN} characters. Several words make a good one.`}
      />
      <button type="submit" className="control min-h-9 justify-center border-link font-medium text-link">
        {BUTTONS[kind]}
      </button>
    </form>
  )
}
