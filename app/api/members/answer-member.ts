import { setupLink } from "#lib/access/setup-link.ts"
import type { ChangedOutcome } from "#lib/commands/change-invitations.ts"
import { answerNote } from "../answer-note.ts"

/** What came of a change to the members: with a link, where one was made. */
export function answerMember(request: Request, outcome: ChangedOutcome): Response {
  const link = outcome.ok && outcome.token !== undefined ? setupLink(outcome.token) : null
  return answerNote(request, "members", outcome.note, link === null ? {} : { shown: link, data: { link } })
}
