import { requireViewer } from "#lib/access/viewer.ts"
import { answering, json } from "#lib/http.ts"
import { getDoor } from "#lib/queries/get-door.ts"

export const dynamic = "force-dynamic"

export const GET = answering(async (): Promise<Response> => json({ data: await getDoor(await requireViewer()) }))

export { methodNotAllowed as DELETE, methodNotAllowed as PATCH, methodNotAllowed as POST, methodNotAllowed as PUT } from "#lib/http.ts"
