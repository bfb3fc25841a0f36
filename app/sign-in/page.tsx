import type { Metadata } from "next"
import { redirect } from "next/navigation"
import { connection } from "next/server"
import { DoorPage } from "#components/access/door-page.tsx"
import { LeaveFrame } from "#components/access/leave-frame.tsx"
import { NOTE_ID, NoteLine } from "#components/access/note-line.tsx"
import { SignInForm } from "#components/access/sign-in-form.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { hasMembers } from "#lib/access/invitations.ts"
import { oidcName } from "#lib/access/oidc-name.ts"
import { triedEmail } from "#lib/access/page-viewer.ts"
import { findViewer } from "#lib/access/viewer.ts"
import { isDone, readNote } from "#lib/format/access-words.ts"
import { ownPath } from "#lib/schemas/own-path.ts"

export const metadata: Metadata = { title: "Sign in" }

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  await connection()
  const { next: asked, note: given } = await searchParams
  const [next, note] = [ownPath([asked].flat()[0]), readNote(given)]
  if (await findViewer()) redirect(next)
  const isSetUp = await hasMembers()
  return (
    <DoorPage title={isSetUp ? "Sign in" : "Not set up yet"}>
      <LeaveFrame />
      {note && <NoteLine note={note} />}
      {isSetUp ? (
        <SignInForm
          next={next}
          tried={note ? await triedEmail() : ""}
          problem={note && !isDone(note) ? NOTE_ID : undefined}
          provider={oidcName()}
        />
      ) : (
        <Notice kind="plain">
          Nobody is a member here yet. Open the link that Portline printed when it was started: whoever holds it becomes the first admin. It
          is over after a day; a new start prints a new one.
        </Notice>
      )}
    </DoorPage>
  )
}
