import type { RulesChange } from "#lib/porting/changed-rules.ts"
import { formClock, linesOf, textField } from "./form-clock.ts"
import { type Parsed, parseRow } from "./parse-rules.ts"
import type { Known } from "./rules.ts"

/** A change from the form of a row of the guide. */
export function readRowForm(fields: URLSearchParams, known: Known): Parsed<RulesChange> {
  const row = {
    name: textField(fields, "name"),
    court: textField(fields, "court"),
    withCustomer: fields.has("withCustomer"),
    meaning: textField(fields, "meaning"),
    steps: linesOf(textField(fields, "steps")),
    customerText: textField(fields, "customerText"),
    ...(textField(fields, "linkText").trim() ? { linkText: textField(fields, "linkText") } : {}),
    limit: formClock(fields, "limit"),
  }
  const read = parseRow(textField(fields, "code"), row, known)
  return read.ok ? read : { ok: false, errors: read.errors.map(({ field, message }) => ({ field: inForm(field), message })) }
}

/** The calendar of a limit is chosen as its unit. */
const inForm = (field: string): string => (field === "limit.calendar" ? "limit.unit" : field)
