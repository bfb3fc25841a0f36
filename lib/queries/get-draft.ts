import { authorize, type Viewer } from "#lib/access/roles.ts"
import { writeDb } from "#lib/db/client.ts"
import { isUuid } from "#lib/porting/uuid.ts"

/** What was entered in a form and not saved; null where there is no such draft (any more). Read where it was written. */
export async function getDraft(viewer: Viewer, id: string, section: string): Promise<URLSearchParams | null> {
  authorize(viewer, "read")
  if (!isUuid(id)) return null
  const [row] = await writeDb().$queryRaw<{ fields: string }[]>`
    SELECT fields FROM drafts WHERE id = ${id}::uuid AND section = ${section}`
  return row ? new URLSearchParams(row.fields) : null
}
