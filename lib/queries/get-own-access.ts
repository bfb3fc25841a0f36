import type { Viewer } from "#lib/access/roles.ts"
import { sessionsOf } from "#lib/access/sessions.ts"
import type { SessionJson } from "#lib/contract/access.ts"
import { accessDb } from "#lib/db/client.ts"

/** How a member gets in: by a password or only by a provider; and the browsers that are in now, the last seen first. */
export type OwnAccess = { readonly hasPassword: boolean; readonly sessions: readonly SessionJson[] }

/** One's own; null where nobody signs in. */
export async function getOwnAccess({ kind, id, session }: Viewer): Promise<OwnAccess | null> {
  if (kind !== "member" || id === null) return null
  const [sessions, [row]] = await Promise.all([
    sessionsOf(id, session?.hash ?? null),
    accessDb().$queryRaw<{ has: boolean }[]>`SELECT password IS NOT NULL AS has FROM members WHERE id = ${id}::uuid`,
  ])
  return { hasPassword: row?.has ?? false, sessions }
}
