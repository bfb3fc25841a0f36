import { expect, test } from "vitest"
import { pastedFilter, pastedNames } from "#lib/format/pasted-names.ts"

test.each([
  ["sr_1 sr_2,sr_3\nsr_4\r\n\tsr_5;sr_6", ["sr_1", "sr_2", "sr_3", "sr_4", "sr_5", "sr_6"]],
  ["sr_1, sr_1 ,, \n", ["sr_1"]],
  ["REF-1 REF-2", ["REF-1", "REF-2"]],
  ["ACME Berlin\nACME Bonn", ["ACME Berlin", "ACME Bonn"]],
  ["ACME Berlin\nsr_1 sr_2", ["ACME Berlin", "sr_1", "sr_2"]],
  ['"ACME Berlin" sr_1', ["ACME Berlin", "sr_1"]],
  ["  ", []],
])("%j names %j", (text, names) => expect(pastedNames(text)).toEqual(names))

test("support keys alone are looked up as such, anything else as any name", () => {
  expect(pastedFilter("sr_1 SR_2")).toEqual({ ok: true, parameter: "support_key", value: "sr_1,SR_2" })
  expect(pastedFilter("sr_1 ref-2")).toEqual({ ok: true, parameter: "any_key", value: "sr_1,ref-2" })
})

test("more than 200 names are refused with how many there were", () => {
  const names = Array.from({ length: 201 }, (_, index) => `sr_${index}`)
  expect(pastedFilter(names.slice(1).join("\n"))).toMatchObject({ ok: true })
  expect(pastedFilter(names.join("\n"))).toEqual({ ok: false, problem: expect.stringContaining("201 names") })
})
