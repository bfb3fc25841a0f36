import { keepShown } from "#lib/access/cookies.ts"
import type { AccessNote } from "#lib/contract/access.ts"
import { urls } from "#lib/contract.ts"
import { isDone, noteText } from "#lib/format/access-words.ts"
import { isForm, json, problem, seeOther } from "#lib/http.ts"

const STATUS: Partial<Readonly<Record<AccessNote, number>>> = {
  limited: 429,
  busy: 503,
  last_admin: 409,
  member_disabled: 409,
  email_taken: 409,
  no_such_member: 404,
  link_gone: 404,
}

/** `shown`: a secret that is shown this once. `data`: what a program is told beside the note. */
type More = { readonly shown?: string; readonly data?: Readonly<Record<string, unknown>> }

/** What came of a deed: a form's sender is led to the tab that tells it, a program is answered. */
export function answerNote(request: Request, tab: string, note: AccessNote, { shown, data }: More = {}): Response {
  if (!isForm(request))
    return isDone(note) ? json({ data: { ...data, note } }) : problem(STATUS[note] ?? 400, noteText(note), { extra: { note } })
  const answer = seeOther(urls.settingsTab(tab, { note }))
  if (shown !== undefined) answer.headers.append("set-cookie", keepShown(shown))
  return answer
}
