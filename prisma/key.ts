import { parseArgs } from "node:util"
import { LOCAL_VIEWER } from "#lib/access/roles.ts"
import { KEY_DAYS_MAX, type KeyWish, makeKey } from "#lib/commands/change-keys.ts"
import { SCOPES } from "#lib/contract/access.ts"
import { closeDb } from "#lib/db/client.ts"
import { announce } from "#lib/env.ts"
import { assertPortline } from "./assert-portline.ts"
import { StartProblem } from "./bring-up-database.ts"
import { migrate } from "./migrate.ts"
import { type DatabaseCommand, runOnDatabase } from "./run-on-database.ts"

const HELP = `npm run key -- --name NAME [--scopes ${SCOPES.join(",")}] [--days N]

Makes an API key and prints it, this once. Works while Portline runs, and while it does not.

  --name NAME    the program that will use it, from 1 to 100 characters
  --scopes LIST  what it may, from ${SCOPES.join(", ")} (read)
  --days N       how long, from 1 to ${KEY_DAYS_MAX} days (90)`

const ALLOWED = {
  name_wrong: "--name of 1 to 100 characters is needed, none of them unseen.",
  scopes_wrong: `--scopes is one or more of ${SCOPES.join(", ")}, separated by commas.`,
  days_wrong: `--days is a whole number from 1 to ${KEY_DAYS_MAX}.`,
} as const

function readWish(): KeyWish | null {
  const string = { type: "string" } as const
  try {
    const { values } = parseArgs({ options: { name: string, scopes: string, days: string, help: { type: "boolean" } } })
    const { name = "", scopes = "read", days = "90", help = false } = values
    return help ? null : { name, scopes: scopes.split(",").map((scope) => scope.trim()), days }
  } catch {
    throw new StartProblem("only --name, --scopes, --days and --help are allowed, each with a value but --help.")
  }
}

/** The key alone on standard output, so that a script can take it. */
async function make(url: string, wish: KeyWish, signal: AbortSignal): Promise<void> {
  await assertPortline(url)
  const migrated = await migrate(url, { signal })
  if (!migrated.ok) throw new StartProblem(migrated.problem)
  announce({ databaseUrl: url })
  const made = await makeKey({ ...LOCAL_VIEWER, name: "the command line" }, wish)
  await closeDb()
  if (!made.ok) throw new StartProblem(ALLOWED[made.note])
  console.log(made.key)
}

await runOnDatabase(
  (): DatabaseCommand | null => {
    const wish = readWish()
    if (wish) return (url, signal) => make(url, wish, signal)
    console.log(HELP)
    return null
  },
  { onExisting: true },
)
