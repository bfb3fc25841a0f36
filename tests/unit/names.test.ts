import { expect, test } from "vitest"
import { isMemberName, isName } from "#lib/access/names.ts"

test.each(["Ada", "Key Lee", "Anna-Lena Müller", "نرگس\u200cخانم", "李", "the Command"])("somebody is called %j", (name) =>
  expect(isMemberName(name)).toBe(true),
)

test.each([
  "",
  "   ",
  "\u200b",
  "…",
  "Ada\u202e",
  "\u061cAda",
  "A\nB",
  "Portline",
  "Port\u00adline",
  "Port\u200dline",
  "ＰＯＲＴＬＩＮＥ",
  " This  Machine ",
  "the command\u2060 line",
  'key "ci"',
  "key “ci”",
  'key"ci"',
  "key „ci“",
  "key ‘ci’",
  "\u3164",
  "Portline\u3164",
  "Port\u034fline",
  "a".repeat(101),
])("nobody is called %j", (name) => expect(isMemberName(name)).toBe(false))

test("a key may be called as Portline is: the audit says that it is a key", () => {
  expect([isName("Portline"), isName("ci\u202e"), isName("")]).toEqual([true, false, false])
})
