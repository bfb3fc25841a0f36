import { randomUUID } from "node:crypto"
import { authorize, type Viewer } from "#lib/access/roles.ts"
import { writeDb } from "#lib/db/client.ts"
import type { Section } from "#lib/schemas/read-change.ts"

const MOST_KEPT = 50

/** Keeps what was entered and not saved, so that a page can show it again without JavaScript. Returns its name. */
export async function keepDraft(viewer: Viewer, section: Section, fields: URLSearchParams): Promise<string> {
  authorize(viewer, "configure")
  const id = randomUUID()
  await writeDb().$executeRaw`
    DELETE FROM drafts WHERE saved_at < clock_timestamp() - interval '1 day'
      OR id IN (SELECT id FROM drafts ORDER BY saved_at DESC OFFSET ${MOST_KEPT})`
  await writeDb().$executeRaw`
    INSERT INTO drafts (id, section, fields, saved_at) VALUES (${id}::uuid, ${section}, ${fields.toString()}, clock_timestamp())`
  return id
}
