import type { NextRequest } from "next/server"
import { isOwnOrigin } from "#lib/access/own-origin.ts"
import { requireViewer } from "#lib/access/viewer.ts"
import { answering, changeRefusal, json, problem } from "#lib/http.ts"
import { previewRules } from "#lib/queries/preview-rules.ts"
import { readBody } from "#lib/schemas/read-body.ts"
import { SECTIONS } from "#lib/schemas/read-change.ts"
import { refusedFields } from "../answer-change.ts"
import { readAsked } from "../read-asked.ts"

export const POST = answering(async (request: NextRequest): Promise<Response> => {
  const refusal = changeRefusal(request, isOwnOrigin)
  if (refusal) return refusal
  const viewer = await requireViewer("configure")
  const section = SECTIONS.find((one) => one === request.nextUrl.searchParams.get("of"))
  if (!section) return problem(400, `of: one of ${SECTIONS.join(", ")} is allowed.`)
  const read = await readBody(request)
  if (!read.ok) return problem(read.status, read.detail)
  const asked = await readAsked(viewer, section, read.body)
  if (!asked.ok) return refusedFields(asked.errors)
  return json({ data: await previewRules(viewer, asked.value.change, Date.now()) })
})

export { postOnly as DELETE, postOnly as GET, postOnly as PATCH, postOnly as PUT } from "#lib/http.ts"
