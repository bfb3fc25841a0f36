import type { FieldErrorJson } from "#lib/contract.ts"
import { changedRules, type RulesChange } from "#lib/porting/changed-rules.ts"
import { type OwnRules, type Rules, rulesFrom } from "#lib/porting/rules.ts"
import { errorsOf, isRecord, type Parsed, parseClocks, parseRow, refused } from "./parse-rules.ts"
import { parseRulesFile } from "./parse-rules-file.ts"
import { readClocksForm } from "./read-clocks-form.ts"
import { readRowForm } from "./read-row-form.ts"
import { codeSchema } from "./rules.ts"

/** What can be changed at once, each by a form and a route of its own. */
export const SECTIONS = ["guide", "guide-reset", "clocks", "clocks-reset", "import"] as const
export type Section = (typeof SECTIONS)[number]

/** What was sent: a form's fields, or JSON. */
export type ChangeBody = { readonly fields: URLSearchParams } | { readonly json: unknown }
type InForce = { readonly own: OwnRules; readonly rules: Rules }
/** `version` is the version of the rules that was edited. */
export type ReadChange = { readonly version: number; readonly change: RulesChange }

function readVersion(given: unknown): Parsed<number> {
  const version = typeof given === "string" && /^\d{1,9}$/.test(given) ? Number(given) : given
  return typeof version === "number" && Number.isInteger(version) && version >= 0
    ? { ok: true, value: version }
    : refused("version", "The version of the rules that was edited is needed, as GET /api/rules gives it.")
}

function resetOf(code: unknown): Parsed<RulesChange> {
  const read = codeSchema.safeParse(code)
  return read.success ? { ok: true, value: { of: "row", code: read.data, row: null } } : refused("code", "The code is needed.")
}

function readForm(section: Section, fields: URLSearchParams, { rules }: InForce, customerFields: readonly string[]): Parsed<RulesChange> {
  switch (section) {
    case "guide":
      return readRowForm(fields, { calendars: Object.keys(rules.clocks.calendars), customerFields })
    case "clocks":
      return readClocksForm(fields, rules)
    case "guide-reset":
      return resetOf(fields.get("code"))
    case "clocks-reset":
      return { ok: true, value: { of: "clocks", clocks: null, renamed: {} } }
    case "import":
      return parseRulesFile(fields.get("file") ?? "", rules, customerFields)
  }
}

function readJson(
  section: Section,
  { version: _version, ...body }: Readonly<Record<string, unknown>>,
  { rules }: InForce,
  customerFields: readonly string[],
): Parsed<RulesChange> {
  switch (section) {
    case "guide": {
      const { code, ...row } = body
      return parseRow(code, row, { calendars: Object.keys(rules.clocks.calendars), customerFields })
    }
    case "clocks": {
      const clocks = parseClocks(body)
      return clocks.ok ? { ok: true, value: { of: "clocks", clocks: clocks.value, renamed: {} } } : clocks
    }
    case "guide-reset":
      return resetOf(body.code)
    case "clocks-reset":
      return { ok: true, value: { of: "clocks", clocks: null, renamed: {} } }
    case "import":
      return parseRulesFile(body.file, rules, customerFields)
  }
}

/** A limit that counts by a calendar which a change takes away. */
function lostCalendars({ guide, clocks }: Rules): FieldErrorJson[] {
  return Object.entries(guide).flatMap(([code, { limit }]) => {
    const calendar = limit?.calendar ?? null
    if (calendar === null || Object.hasOwn(clocks.calendars, calendar)) return []
    return [{ field: "calendars", message: `The calendar ${JSON.stringify(calendar)} is in use by the limit of ${code}: it cannot go.` }]
  })
}

/** What a form or JSON asks to change, held against the rules in force; or every field that is not allowed, and what is. */
export function readChange(
  section: Section,
  body: ChangeBody,
  inForce: InForce & { readonly customerFields: readonly string[] },
): Parsed<ReadChange> {
  const json = "json" in body ? body.json : null
  if ("json" in body && !isRecord(json)) return refused("", "A JSON object is needed.")
  const version = readVersion("fields" in body ? body.fields.get("version") : isRecord(json) ? json.version : null)
  const { customerFields } = inForce
  const change =
    "fields" in body
      ? readForm(section, body.fields, inForce, customerFields)
      : readJson(section, isRecord(json) ? json : {}, inForce, customerFields)
  if (!version.ok || !change.ok) return { ok: false, errors: errorsOf(version, change) }
  const lost = lostCalendars(rulesFrom(changedRules(inForce.own, change.value)))
  return lost.length > 0 ? { ok: false, errors: lost } : { ok: true, value: { version: version.value, change: change.value } }
}
