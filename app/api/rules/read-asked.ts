import type { Viewer } from "#lib/access/viewer.ts"
import { CUSTOMER_FIELDS } from "#lib/format/customer-text.ts"
import { getRules } from "#lib/queries/get-rules.ts"
import type { Parsed } from "#lib/schemas/parse-rules.ts"
import { type ChangeBody, type ReadChange, readChange, type Section } from "#lib/schemas/read-change.ts"

/** The change that a form or JSON asks for, held against the rules in force. */
export async function readAsked(viewer: Viewer, section: Section, body: ChangeBody): Promise<Parsed<ReadChange>> {
  return readChange(section, body, { ...(await getRules(viewer)), customerFields: CUSTOMER_FIELDS })
}
