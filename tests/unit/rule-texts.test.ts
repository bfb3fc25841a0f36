import { describe, expect, test } from "vitest"
import { clockText } from "#lib/format/clock-text.ts"
import { effectText } from "#lib/format/effect-text.ts"
import { ruleChanges } from "#lib/format/rule-changes.ts"
import { clocksFields, rowFields } from "#lib/format/rules-fields.ts"
import { DEFAULT_CLOCKS } from "#lib/porting/default-clocks.ts"
import { DEFAULT_GUIDE } from "#lib/porting/default-guide.ts"
import { DEFAULT_RULES } from "#lib/porting/rules.ts"
import { readClocksForm } from "#lib/schemas/read-clocks-form.ts"
import { readRowForm } from "#lib/schemas/read-row-form.ts"

const around = (hours: number) => ({ hours, calendar: null })
const none = { overdue: 0, not_overdue: 0, needing: 0, not_needing: 0, court: 0 }
const illegible = DEFAULT_GUIDE.LOA_ILLEGIBLE
if (!illegible) throw new Error("The default guide has this row.")

test.each([
  [around(336), "14 days"],
  [around(24), "1 day"],
  [around(36), "36 hours"],
  [around(1), "1 hour"],
  [around(1.5), "1.5 hours"],
  [{ hours: 48, calendar: "Carriers" }, "48 business hours (Carriers)"],
])("the clock %j is called %s", (clock, text) => expect(clockText(clock)).toBe(text))

test.each([
  [none, "No order would move."],
  [{ ...none, overdue: 12, not_overdue: 3 }, "12 orders become overdue, 3 stop being overdue."],
  [{ ...none, not_overdue: 1, court: 1 }, "1 order stops being overdue. 1 order changes court."],
  [{ ...none, needing: 1_200, not_needing: 1 }, "1,200 orders come to need somebody, 1 needs nobody any more."],
])("the effect %j is told as %s", (effect, text) => expect(effectText(effect)).toBe(text))

test("what a saving changed of the customer's link alone is told, too", () => {
  const after = { ...DEFAULT_RULES, guide: { ...DEFAULT_GUIDE, LOA_ILLEGIBLE: { ...illegible, linkText: "Please send it again." } } }
  expect(ruleChanges(DEFAULT_RULES, after)).toEqual([{ code: "LOA_ILLEGIBLE", text: "text of the customer's link changed" }])
})

test("what a saving changed is told row by row and clock by clock", () => {
  const { clocks } = DEFAULT_RULES
  const after = {
    guide: { ...DEFAULT_GUIDE, LOA_ILLEGIBLE: { ...illegible, court: "carrier", steps: ["Wait"] }, FOO_BAR: illegible } as const,
    clocks: {
      ...clocks,
      statuses: { ...clocks.statuses, submitted: around(72) },
      messaging: null,
      calendars: { Mine: clocks.calendars.Carriers },
    } as never,
  }
  expect(ruleChanges(DEFAULT_RULES, after).map(({ code, text }) => `${code}: ${text}`)).toEqual([
    "LOA_ILLEGIBLE: court You, with the customer → Carrier, with the customer; steps changed",
    "FOO_BAR: added",
    "null: Submitted 48 business hours (Carriers) → 3 days",
    "null: Messaging 2 days → none",
    "null: calendar Carriers removed",
    "null: calendar Mine added",
  ])
})

describe("a form that nobody touched changes nothing", () => {
  test.each(Object.keys(DEFAULT_GUIDE))("the row %s", (code) => {
    const read = readRowForm(rowFields(code, DEFAULT_GUIDE, 0), { calendars: [], customerFields: ["order", "reason"] })
    expect(read).toEqual({ ok: true, value: { of: "row", code, row: DEFAULT_GUIDE[code] } })
  })

  test("the clocks, whatever statuses and calendars are called", () => {
    const carriers = DEFAULT_CLOCKS.calendars.Carriers
    if (!carriers) throw new Error("The default clocks have this calendar.")
    const clocks = {
      ...DEFAULT_CLOCKS,
      statuses: { ...DEFAULT_CLOCKS.statuses, "a.b c": { hours: 1.5, calendar: "x.remove" }, constructor: around(9) },
      calendars: { "x.remove": carriers, "": carriers, "Zürich & more": carriers, Carriers: carriers },
    }
    const { "": _nameless, ...calendars } = clocks.calendars
    const read = readClocksForm(clocksFields({ ...clocks, calendars }, ["ported", "new one"], 3), DEFAULT_RULES)
    expect(read).toEqual({ ok: true, value: { of: "clocks", clocks: { ...clocks, calendars }, renamed: {} } })
  })
})
