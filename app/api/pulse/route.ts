import { requireViewer } from "#lib/access/viewer.ts"
import { answering, json } from "#lib/http.ts"
import { getPulse } from "#lib/queries/get-pulse.ts"

export const dynamic = "force-dynamic"

export const GET = answering(async (): Promise<Response> => json({ data: await getPulse(await requireViewer(), Date.now()) }))

export { methodNotAllowed as DELETE, methodNotAllowed as PATCH, methodNotAllowed as POST, methodNotAllowed as PUT } from "#lib/http.ts"
