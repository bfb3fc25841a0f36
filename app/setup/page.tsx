import type { Metadata } from "next"
import { connection } from "next/server"
import { DoorPage } from "#components/access/door-page.tsx"
import { NoteLine } from "#components/access/note-line.tsx"
import { SetupForm } from "#components/access/setup-form.tsx"
import { findInvitation } from "#lib/access/invitations.ts"
import type { InvitationKind } from "#lib/contract/access.ts"
import { accessUrls } from "#lib/contract/access-urls.ts"
import { readNote } from "#lib/format/access-words.ts"

export const metadata: Metadata = { title: "Set up", robots: "noindex" }

const TITLES: Readonly<Record<InvitationKind, string>> = {
  setup: "Create the first admin",
  invite: "Join this Portline",
  reset: "Choose a new password",
}

export default async function SetupPage({ searchParams }: PageProps<"/setup">) {
  await connection()
  const { token: given, note: told } = await searchParams
  const [token = "", note] = [[given].flat()[0], readNote(told)]
  const invitation = token === "" ? null : await findInvitation(token)
  if (invitation === null)
    return (
      <DoorPage title="This link opens nothing">
        <NoteLine note="link_gone" />
        <p>
          <a href={accessUrls.signIn()}>Sign in</a>
        </p>
      </DoorPage>
    )
  return (
    <DoorPage title={TITLES[invitation.kind]}>
      {note && <NoteLine note={note} />}
      <SetupForm token={token} kind={invitation.kind} email={invitation.email} />
    </DoorPage>
  )
}
