import { expect, test } from "vitest"
import { changedRules } from "#lib/porting/changed-rules.ts"
import { DEFAULT_CLOCKS } from "#lib/porting/default-clocks.ts"
import { DEFAULT_GUIDE } from "#lib/porting/default-guide.ts"
import { NO_OWN_RULES, rulesFrom } from "#lib/porting/rules.ts"

const illegible = DEFAULT_GUIDE.LOA_ILLEGIBLE
if (!illegible) throw new Error("The default guide has this row.")
const customers = { ...illegible, court: "customer" } as const
const limited = { ...illegible, limit: { hours: 8, calendar: "Carriers" } }

test("a row becomes the operator's own, and back to the default's words it is none", () => {
  const own = changedRules(NO_OWN_RULES, { of: "row", code: "LOA_ILLEGIBLE", row: customers })
  expect(own.guide).toEqual({ LOA_ILLEGIBLE: customers })
  expect(changedRules(own, { of: "row", code: "LOA_ILLEGIBLE", row: { ...illegible } })).toEqual(NO_OWN_RULES)
  expect(changedRules(own, { of: "row", code: "LOA_ILLEGIBLE", row: null })).toEqual(NO_OWN_RULES)
})

test("a code that no default knows is gone when it is reset; names of the language's own are codes as any", () => {
  for (const code of ["FOO_BAR", "constructor", "__proto__"]) {
    const own = changedRules(NO_OWN_RULES, { of: "row", code, row: customers })
    expect(Object.keys(own.guide)).toEqual([code])
    expect(rulesFrom(own).guide[code]).toEqual(customers)
    expect(changedRules(own, { of: "row", code, row: null })).toEqual(NO_OWN_RULES)
  }
})

test("clocks that say what the defaults say are no clocks of the operator's own", () => {
  const clocks = { ...DEFAULT_CLOCKS, messaging: null }
  const own = changedRules(NO_OWN_RULES, { of: "clocks", clocks, renamed: {} })
  expect(own.clocks).toEqual(clocks)
  expect(changedRules(own, { of: "clocks", clocks: structuredClone(DEFAULT_CLOCKS), renamed: {} })).toEqual(NO_OWN_RULES)
  expect(changedRules(own, { of: "clocks", clocks: null, renamed: {} })).toEqual(NO_OWN_RULES)
})

test("limits of the guide follow a calendar to its new name", () => {
  const own = changedRules(NO_OWN_RULES, { of: "row", code: "LOA_ILLEGIBLE", row: limited })
  const after = changedRules(own, { of: "clocks", clocks: DEFAULT_CLOCKS, renamed: { Carriers: "US carriers" } })
  expect(after.guide.LOA_ILLEGIBLE?.limit).toEqual({ hours: 8, calendar: "US carriers" })
})

test("a file of what is in force changes nothing; what it leaves out stays", () => {
  const own = { guide: { LOA_ILLEGIBLE: customers, FOO_BAR: limited }, clocks: { ...DEFAULT_CLOCKS, messaging: null } }
  expect(changedRules(own, { of: "all", ...rulesFrom(own) })).toEqual(own)
  expect(changedRules(own, { of: "all", guide: {}, clocks: null })).toEqual({ ...own, guide: {} })
  expect(changedRules(own, { of: "all", guide: null, clocks: DEFAULT_CLOCKS })).toEqual({ ...own, clocks: null })
})
