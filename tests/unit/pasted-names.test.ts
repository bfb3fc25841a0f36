import { expect, test } from "vitest"
import { joinNames, splitNames } from "#lib/contract/name-list.ts"
import { pastedFilter, pastedLines, pastedNames } from "#lib/format/pasted-names.ts"

test.each([
  ["sr_1 sr_2,sr_3\nsr_4\r\n\tsr_5;sr_6", ["sr_1", "sr_2", "sr_3", "sr_4", "sr_5", "sr_6"]],
  ["sr_1, sr_1 ,, \n", ["sr_1"]],
  ["REF-1 REF-2", ["REF-1", "REF-2"]],
  ["ACME Berlin\nACME Bonn", ["ACME Berlin", "ACME Bonn"]],
  ["ACME Berlin\nsr_1 sr_2", ["ACME Berlin", "sr_1", "sr_2"]],
  ['"ACME Berlin" sr_1', ["ACME Berlin", "sr_1"]],
  ['"ACME, Inc" sr_1', ["ACME, Inc", "sr_1"]],
  ['"Acme; Inc";sr_1', ["Acme; Inc", "sr_1"]],
  ['19 rack\tsr_1\n24" rack; sr_2; 6" pipe', ["19 rack", "sr_1", "24", "rack", "sr_2", "6", "pipe"]],
  ["  ", []],
])("%j names %j", (text, names) => expect(pastedNames(text)).toEqual(names))

test.each([
  ["Willow School District, 41 numbers", ["Willow School District, 41 numbers"]],
  ["Willow School District, 41 numbers\nsr_1, sr_2", ["Willow School District, 41 numbers", "sr_1", "sr_2"]],
  ["Willow School District\tsr_1", ["Willow School District", "sr_1"]],
])("a line that an order is called by stays one: %j", (text, names) => {
  const isKnown = (name: string): boolean => name.startsWith("Willow")
  expect(pastedLines(text).filter(isKnown)).toEqual([names[0]])
  expect(pastedNames(text, isKnown)).toEqual(names)
})

test("more lines than can be looked up are asked for by none", () => {
  expect(pastedLines(Array.from({ length: 201 }, (_, index) => `a ${index}, b`).join("\n"))).toEqual([])
})

test("support keys alone are looked up as such, anything else as any name", () => {
  expect(pastedFilter("sr_1 old batch\nsr_2", () => true)).toEqual({ ok: true, parameter: "any_key", value: "sr_1 old batch,sr_2" })
  expect(pastedFilter("sr_1 SR_2")).toEqual({ ok: true, parameter: "support_key", value: "sr_1,SR_2" })
  expect(pastedFilter("sr_1 ref-2")).toEqual({ ok: true, parameter: "any_key", value: "sr_1,ref-2" })
})

test("a name with a comma in it is still one when it is looked up", () => {
  const pasted = pastedFilter('"ACME, Inc"\nsr_1')
  expect(pasted.ok && splitNames(pasted.value)).toEqual(["ACME, Inc", "sr_1"])
})

test.each([
  ["sr_1,ref-2", ["sr_1", "ref-2"]],
  [' "a, b" , c,,', ["a, b", "c"]],
  ['"say ""no"", twice",d', ['say "no", twice', "d"]],
  ['5" pipe,"open', ['5" pipe', '"open']],
  ['"a"b,c', ['"a"b', "c"]],
  ['" a ","",b', [" a ", "", "b"]],
  [" , ,", []],
])("the list %j holds %j", (text, names) => expect(splitNames(text)).toEqual(names))

test("whatever names are joined, the same ones come out", () => {
  const names = ["", " blank ", "ACME, Inc", '5" pipe', '"quoted"', '"', "plain", 'a",b']
  expect(splitNames(joinNames(names))).toEqual(names)
})

test("more than 200 names are refused with how many there were", () => {
  const names = Array.from({ length: 201 }, (_, index) => `sr_${index}`)
  expect(pastedFilter(names.slice(1).join("\n"))).toMatchObject({ ok: true })
  for (const between of ["\n", " ", ","])
    expect(pastedFilter(names.join(between), () => true)).toEqual({ ok: false, problem: expect.stringContaining("201 names") })
})
