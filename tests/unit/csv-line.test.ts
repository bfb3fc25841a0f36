import { describe, expect, test } from "vitest"
import { csvLine } from "#lib/format/csv-line.ts"

describe("a CSV record", () => {
  test.each([
    ["plain", "plain"],
    ["", ""],
    ["a,b", '"a,b"'],
    ['say "no"', '"say ""no"""'],
    ["two\nlines", '"two\nlines"'],
    ["=1+1", "'=1+1"],
    ["+49 30", "'+49 30"],
    ["-x", "'-x"],
    ["@cmd", "'@cmd"],
    ["\tx", '"\'\tx"'],
    ["x;=1+1", '"x;=1+1"'],
    ["\rx", '"\'\rx"'],
    ["＝1", "'＝1"],
    ['=HYPERLINK("http://x","y")', '"\'=HYPERLINK(""http://x"",""y"")"'],
    [" =1", " =1"],
  ])("holds %j as %j", (value, cell) => expect(csvLine([value])).toBe(`${cell}\r\n`))

  test("keeps numbers as they are, and nothing as nothing", () => expect(csvLine([-3, null, "x"])).toBe("-3,,x\r\n"))
})
