import { json } from "#lib/http.ts"

/** JSON for a program; for a form, which is a person without JavaScript, a page that tells what came of it. */
export function answerChange(request: Request, { data, page }: { readonly data: unknown; readonly page: string }): Response {
  const isProgram = request.headers.get("content-type")?.startsWith("application/json") ?? false
  return isProgram ? json({ data }) : new Response(null, { status: 303, headers: { location: page } })
}
