import { requireViewer } from "#lib/access/viewer.ts"
import { answering, json } from "#lib/http.ts"
import { getRules } from "#lib/queries/get-rules.ts"
import { rulesJson } from "#lib/schemas/rules-json.ts"

export const dynamic = "force-dynamic"

export const GET = answering(async (): Promise<Response> => json({ data: rulesJson(await getRules(await requireViewer())) }))

export { methodNotAllowed as DELETE, methodNotAllowed as PATCH, methodNotAllowed as POST, methodNotAllowed as PUT } from "#lib/http.ts"
