import { offerSetup } from "#lib/access/invitations.ts"
import { setupLink } from "#lib/access/setup-link.ts"
import { WEBHOOK_PATH } from "#lib/contract.ts"
import { type Env, isLoopbackName } from "#lib/read-env.ts"

/** For the person who starts it; all else is a line of the log. */
export function printAddresses({ publicUrl, telnyxKeys, auth }: Env): void {
  const lines = [`dashboard  ${publicUrl.origin}/`, `webhook    ${publicUrl.origin}${WEBHOOK_PATH}`]
  if (publicUrl.protocol === "http:" && !isLoopbackName(publicUrl.hostname))
    lines.push("PUBLIC_URL is not https: passwords and sessions cross the network for everybody to read.")
  // Whoever comes through a proxy comes from loopback, too.
  if (auth === "none" && !isLoopbackName(publicUrl.hostname))
    lines.push("AUTH is none, and PUBLIC_URL is no loopback address: whoever comes through that proxy may see and change everything.")
  if (telnyxKeys.length === 0) lines.push("TELNYX_PUBLIC_KEY is not set: events are taken unsigned and marked unverified.")
  process.stdout.write(lines.map((line) => `portline: ${line}\n`).join(""))
}

/** The first admin is whoever sees this. Nothing is printed once there is a member. */
export async function printSetupLink({ auth }: Env): Promise<void> {
  const token = auth === "password" ? await offerSetup() : null
  if (token === null) return
  process.stdout.write(`portline: nobody can sign in yet. Open this link within 24 hours to create the first admin:\n`)
  process.stdout.write(`portline: set-up     ${setupLink(token)}\n`)
}

/** Other programs of Next's kind read such files: whoever wrote one may count on it. */
export function warnOfEnvFiles(names: readonly string[]): void {
  if (names.length > 0)
    process.stderr.write(`portline: WARNING: ${names.join(", ")} is not read: variables come from the environment alone.\n`)
}
