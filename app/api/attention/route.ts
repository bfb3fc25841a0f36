import { requireViewer } from "#lib/access/viewer.ts"
import { answering, json } from "#lib/http.ts"
import { getQueue } from "#lib/queries/get-queue.ts"

export const dynamic = "force-dynamic"

export const GET = answering(async (): Promise<Response> => {
  return json({ data: await getQueue(await requireViewer(), Date.now()) })
})

export { methodNotAllowed as DELETE, methodNotAllowed as PATCH, methodNotAllowed as POST, methodNotAllowed as PUT } from "#lib/http.ts"
