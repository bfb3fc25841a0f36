import { expect, test } from "vitest"
import { columnsText, movedColumns, readColumns } from "#lib/format/order-columns.ts"

test("a URL chooses and orders the columns, each once; what is none is told", () => {
  expect(readColumns("sms,why,foc,sms")).toEqual({ columns: ["sms", "why"], unknown: ["foc"] })
})

test("without a choice they are the usual ones, which no URL names", () => {
  const { columns } = readColumns(null)
  expect(columns).toEqual(["status", "why", "court", "clock", "sms", "split", "last_event"])
  expect(readColumns("foc").columns).toEqual(columns)
  expect(columnsText(columns)).toBe(null)
  expect(columnsText(["why"])).toBe("why")
})

test.each([
  ["why:up", ["why", "status", "court"]],
  ["why:down", ["status", "court", "why"]],
  ["status:up", ["status", "why", "court"]],
  ["court:down", ["status", "why", "court"]],
  ["nothing:up", ["status", "why", "court"]],
])("moved by %s", (move, expected) => expect(movedColumns(["status", "why", "court"], move)).toEqual(expected))
