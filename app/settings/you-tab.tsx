import { PasswordForm } from "#components/access/password-form.tsx"
import { SessionsTable } from "#components/access/sessions-table.tsx"
import { PreferencesForm } from "#components/settings/preferences-form.tsx"
import { requirePageViewer } from "#lib/access/page-viewer.ts"
import { accessUrls } from "#lib/contract/access-urls.ts"
import { ROLE_WORDS } from "#lib/format/access-words.ts"
import { getOwnAccess } from "#lib/queries/get-own-access.ts"

/** A reader's own choices, kept in this browser; and, who is signed in, their password and browsers. */
export async function YouTab() {
  const viewer = await requirePageViewer()
  const own = await getOwnAccess(viewer)
  return (
    <>
      <section aria-labelledby="you" className="flex flex-col gap-3">
        <h2 id="you">You</h2>
        {own && viewer.role && (
          <div className="flex flex-wrap items-center gap-3">
            <p>
              Signed in as <strong>{viewer.name}</strong> ({viewer.email}), {ROLE_WORDS[viewer.role].name.toLowerCase()}.
            </p>
            <form method="post" action={accessUrls.api.signOut}>
              <button type="submit" className="control">
                Sign out
              </button>
            </form>
          </div>
        )}
        <p className="max-w-prose text-text-2">What you choose here is kept in this browser only, and holds at once.</p>
        <PreferencesForm />
      </section>
      {own?.hasPassword && <PasswordForm email={viewer.email ?? ""} />}
      {own && <SessionsTable sessions={own.sessions} />}
    </>
  )
}
