import { LOCAL_VIEWER } from "#lib/access/roles.ts"
import { setupLink } from "#lib/access/setup-link.ts"
import { inviteMember } from "#lib/commands/change-invitations.ts"
import { changeMember } from "#lib/commands/change-members.ts"
import { accessDb, closeDb } from "#lib/db/client.ts"
import { announce } from "#lib/env.ts"
import { noteText } from "#lib/format/access-words.ts"
import { assertPortline } from "./assert-portline.ts"
import { StartProblem } from "./bring-up-database.ts"
import { migrate } from "./migrate.ts"
import { type DatabaseCommand, runOnDatabase } from "./run-on-database.ts"

const HELP = `npm run member -- EMAIL

Prints a link, this once, for whoever is to have it: a member chooses a new password by it, and may sign in again where the
member was disabled; anybody else becomes an admin. For when no admin can sign in any more.`

const viewer = { ...LOCAL_VIEWER, name: "the command line" } as const

async function offer(url: string, email: string, signal: AbortSignal): Promise<void> {
  await assertPortline(url)
  const migrated = await migrate(url, { signal })
  if (!migrated.ok) throw new StartProblem(migrated.problem)
  announce({ databaseUrl: url })
  const [member] = await accessDb().$queryRaw<{ id: string }[]>`SELECT id::text FROM members WHERE email_key = ${email.toLowerCase()}`
  if (member) await changeMember(viewer, member.id, { act: "enable", role: "" })
  const made = member
    ? await changeMember(viewer, member.id, { act: "reset", role: "" })
    : await inviteMember(viewer, { email, role: "admin" })
  await closeDb()
  if (!made?.ok || made.token === undefined) throw new StartProblem(made ? noteText(made.note) : "no link could be made.")
  console.log(setupLink(made.token))
}

await runOnDatabase(
  (): DatabaseCommand | null => {
    const [email, ...rest] = process.argv.slice(2)
    if (email === "--help") {
      console.log(HELP)
      return null
    }
    if (!email || email.startsWith("-") || rest.length > 0) throw new StartProblem("one e-mail address is needed: npm run member -- EMAIL")
    return (url, signal) => offer(url, email, signal)
  },
  { onExisting: true },
)
