import { requireViewer } from "#lib/access/viewer.ts"
import { answering, json } from "#lib/http.ts"
import { getStoring } from "#lib/queries/get-storing.ts"

export const dynamic = "force-dynamic"

export const GET = answering(async (): Promise<Response> => json({ data: await getStoring(await requireViewer()) }))

export { methodNotAllowed as DELETE, methodNotAllowed as PATCH, methodNotAllowed as POST, methodNotAllowed as PUT } from "#lib/http.ts"
