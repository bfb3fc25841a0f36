import type { RulesChange } from "#lib/porting/changed-rules.ts"
import type { Rules } from "#lib/porting/rules.ts"
import { errorsOf, isRecord, type Parsed, parseClocks, parseGuide, refused } from "./parse-rules.ts"

const FORMAT = "portline-rules"
const VERSION = 1
const MEMBERS = ["format", "version", "guide", "clocks"]

/** Guide and clocks in force as a file. */
export function rulesFile({ guide, clocks }: Rules): object {
  return { format: FORMAT, version: VERSION, guide, clocks }
}

function readJson(text: string): Parsed<unknown> {
  try {
    return { ok: true, value: JSON.parse(text) as unknown }
  } catch (error) {
    return refused("file", `It is not JSON: ${error instanceof Error ? error.message : "not readable"}`)
  }
}

/** The guide's limits may name the file's calendars, or those in force where the file has none. */
function parseFile(file: unknown, rules: Rules, customerFields: readonly string[]): Parsed<RulesChange> {
  if (!isRecord(file)) return refused("file", "An object is needed, as the export makes it.")
  if (file.format !== FORMAT) return refused("format", `${JSON.stringify(FORMAT)} is needed: this is no export of these rules.`)
  if (file.version !== VERSION) return refused("version", `Only version ${VERSION} is known here.`)
  const unknown = Object.keys(file).find((name) => !MEMBERS.includes(name))
  if (unknown !== undefined) return refused(unknown, `Only ${MEMBERS.join(", ")} are allowed here.`)
  if (file.guide === undefined && file.clocks === undefined) return refused("guide", "A guide, clocks or both are needed.")
  const clocks = file.clocks === undefined ? null : parseClocks(file.clocks, "clocks")
  const calendars = Object.keys((clocks?.ok ? clocks.value : rules.clocks).calendars)
  const guide = file.guide === undefined ? null : parseGuide(file.guide, { calendars, customerFields })
  if (clocks?.ok === false || guide?.ok === false)
    return { ok: false, errors: errorsOf(...(clocks ? [clocks] : []), ...(guide ? [guide] : [])) }
  return { ok: true, value: { of: "all", guide: guide?.value ?? null, clocks: clocks?.value ?? null } }
}

/** The change that a file makes: its text, or the object that it holds. */
export function parseRulesFile(file: unknown, rules: Rules, customerFields: readonly string[]): Parsed<RulesChange> {
  if (typeof file !== "string") return parseFile(file, rules, customerFields)
  if (file.trim() === "") return refused("file", "A file, or its text, is needed.")
  const read = readJson(file.replace(/^\uFEFF/, ""))
  return read.ok ? parseFile(read.value, rules, customerFields) : read
}
