import { requireViewer } from "#lib/access/viewer.ts"
import { answering } from "#lib/http.ts"
import { getRules } from "#lib/queries/get-rules.ts"
import { rulesFile } from "#lib/schemas/parse-rules-file.ts"

export const dynamic = "force-dynamic"

export const GET = answering(async (): Promise<Response> => {
  const { rules } = await getRules(await requireViewer())
  const headers = {
    "content-type": "application/json; charset=utf-8",
    "cache-control": "no-store",
    "content-disposition": 'attachment; filename="portline-rules.json"',
  }
  return new Response(`${JSON.stringify(rulesFile(rules), null, 2)}\n`, { headers })
})

export { methodNotAllowed as DELETE, methodNotAllowed as PATCH, methodNotAllowed as POST, methodNotAllowed as PUT } from "#lib/http.ts"
