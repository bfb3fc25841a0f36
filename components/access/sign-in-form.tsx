import { accessUrls } from "#lib/contract/access-urls.ts"
import { TextInput } from "./text-input.tsx"

type SignInFormProps = {
  /** Where to go then. */
  readonly next: string
  /** The address that was tried a moment ago, or empty: only the password is asked for anew then. */
  readonly tried: string
  /** The id of what says why the last try was refused. */
  readonly problem?: string | undefined
  /** The name of a provider of OpenID Connect; null: there is none. */
  readonly provider: string | null
}

export function SignInForm({ next, tried, problem, provider }: SignInFormProps) {
  return (
    <>
      <form method="post" action={accessUrls.api.signIn} className="flex flex-col gap-4">
        <input type="hidden" name="next" value={next} />
        <TextInput
          name="email"
          label="E-mail address"
          type="email"
          autoComplete="username"
          required
          defaultValue={tried}
          autoFocus={tried === ""}
        />
        <TextInput
          name="password"
          label="Password"
          type="password"
          autoComplete="current-password"
          required
          autoFocus={tried !== ""}
          problem={problem}
        />
        <button type="submit" className="control min-h-9 justify-center border-link font-medium text-link">
          Sign in
        </button>
      </form>
      {provider !== null && (
        <a href={accessUrls.api.oidcStart(next)} className="control min-h-9 justify-center">
          Sign in with {provider}
        </a>
      )}
      <p className="text-sm text-text-2">No password, or it is forgotten? An admin can make you a link under Settings, Members.</p>
    </>
  )
}
