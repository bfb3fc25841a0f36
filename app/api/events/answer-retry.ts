import { isForm, json, seeOther } from "#lib/http.ts"

/** JSON for a program; for a form, which is a person without JavaScript, a page that tells what came of it. */
export function answerRetry(request: Request, { data, page }: { readonly data: unknown; readonly page: string }): Response {
  return isForm(request) ? seeOther(page) : json({ data })
}
