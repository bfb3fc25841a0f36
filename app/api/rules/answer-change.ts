import { isOwnOrigin } from "#lib/access/own-origin.ts"
import { requireViewer, type Viewer } from "#lib/access/viewer.ts"
import { changeRules } from "#lib/commands/change-rules.ts"
import { keepDraft } from "#lib/commands/keep-draft.ts"
import { type FieldErrorJson, urls } from "#lib/contract.ts"
import { changeRefusal, json, problem, seeOther } from "#lib/http.ts"
import type { Parsed } from "#lib/schemas/parse-rules.ts"
import { readBody } from "#lib/schemas/read-body.ts"
import type { ReadChange, Section } from "#lib/schemas/read-change.ts"
import { readAsked } from "./read-asked.ts"

const TABS: Readonly<Record<Section, string>> = {
  guide: "guide",
  "guide-reset": "guide",
  clocks: "clocks",
  "clocks-reset": "clocks",
  import: "file",
}
const STALE = "Somebody saved the rules meanwhile: read them again, and change the present version."

export const refusedFields = (errors: readonly FieldErrorJson[]): Response =>
  problem(400, errors.map(({ field, message }) => (field ? `${field}: ${message}` : message)).join(" "), { extra: { errors } })

async function answerJson(viewer: Viewer, read: Parsed<ReadChange>): Promise<Response> {
  if (!read.ok) return refusedFields(read.errors)
  const saved = await changeRules(viewer, read.value)
  return saved.ok ? json({ data: { version: saved.version, changed: saved.changed } }) : problem(409, STALE)
}

/** Leads a form's sender to what was saved, else back to the form with all that was entered: refused, stale or to be looked at. */
async function answerForm(viewer: Viewer, section: Section, fields: URLSearchParams, read: Parsed<ReadChange>): Promise<Response> {
  const tab = TABS[section]
  const saved = read.ok && fields.get("act") !== "preview" ? await changeRules(viewer, read.value) : null
  if (saved?.ok) return seeOther(urls.settingsTab(tab, { saved: String(saved.changed) }))
  const code = fields.get("code") ?? ""
  const place = { ...(code && tab === "guide" ? { code } : {}), ...(section.endsWith("-reset") ? { act: "reset" } : {}) }
  return seeOther(urls.settingsTab(tab, { ...place, draft: await keepDraft(viewer, section, fields) }))
}

/** What every route that changes the rules answers. */
export async function answerChange(request: Request, section: Section): Promise<Response> {
  const refusal = changeRefusal(request, isOwnOrigin)
  if (refusal) return refusal
  const viewer = await requireViewer("configure")
  const read = await readBody(request)
  if (!read.ok) return problem(read.status, read.detail)
  const asked = await readAsked(viewer, section, read.body)
  return "fields" in read.body ? answerForm(viewer, section, read.body.fields, asked) : answerJson(viewer, asked)
}
