import type { Viewer } from "#lib/access/roles.ts"
import { sessionsOf } from "#lib/access/sessions.ts"
import type { SessionJson } from "#lib/contract/access.ts"

/** The browsers that are signed in as the viewer, the last seen first; null where nobody signs in. */
export async function listOwnSessions({ kind, id, session }: Viewer): Promise<SessionJson[] | null> {
  return kind === "member" && id !== null ? sessionsOf(id, session?.hash ?? null) : null
}
