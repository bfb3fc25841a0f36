import { expect, test } from "vitest"
import { bodyDiff, printedBody } from "#lib/format/event-body.ts"
import { jsonDiff } from "#lib/format/json-diff.ts"
import { jsonLines } from "#lib/format/json-lines.ts"
import { type JsonNode, jsonTree } from "#lib/format/json-tree.ts"

function tree(text: string): JsonNode {
  const found = jsonTree(text)
  if (!found) throw new Error(`Not JSON: ${text}`)
  return found
}
const changes = (before: string, after: string) => jsonDiff(tree(before), tree(after)).changes

test("what was added, removed and changed is told by path", () => {
  const before = '{"status":{"value":"submitted","details":[]},"gone":[1,2],"same":null}'
  const after = '{"status":{"value":"exception","details":[{"code":"OTHER"}]},"same":null,"support_key":"sr_1"}'
  expect(changes(before, after)).toEqual([
    { kind: "changed", path: "status.value", before: '"submitted"', after: '"exception"' },
    { kind: "added", path: "status.details[0]", after: '{"code": "OTHER"}' },
    { kind: "added", path: "support_key", after: '"sr_1"' },
    { kind: "removed", path: "gone", before: "[1, 2]" },
  ])
})

test("key order, white space and escapes are no difference; the spelling of a number is", () => {
  expect(changes('{"a":1,"b":"\\u0041"}', '{ "b": "A",\n "a": 1 }')).toEqual([])
  expect(changes('{"a":1.0,"b":12345678901234567890}', '{"a":1.00,"b":12345678901234567891}')).toEqual([
    { kind: "changed", path: "a", before: "1.0", after: "1.00" },
    { kind: "changed", path: "b", before: "12345678901234567890", after: "12345678901234567891" },
  ])
})

test("another kind of value is one change, and odd names are quoted", () => {
  expect(changes('{"a b":[1],"":{},"__proto__":1}', '{"a b":{"0":1},"":[],"__proto__":2}')).toEqual([
    { kind: "changed", path: '["a b"]', before: "[1]", after: '{"0": 1}' },
    { kind: "changed", path: '[""]', before: "{}", after: "[]" },
    { kind: "changed", path: "__proto__", before: "1", after: "2" },
  ])
  expect(changes("1", '"1"')).toEqual([{ kind: "changed", path: "(the whole body)", before: "1", after: '"1"' }])
})

test("a name with a dot is not taken for two names", () => {
  expect(changes('{"a.b":1}', '{"a":{"b":1}}').map(({ kind, path }) => [kind, path])).toEqual([
    ["added", "a"],
    ["removed", '["a.b"]'],
  ])
})

test("bodies nested 100,000 deep are compared as text where they are too deep", () => {
  const deep = (core: string): string => `${"[".repeat(100_000)}${core}${"]".repeat(100_000)}`
  expect(changes(deep("1"), deep("1"))).toEqual([])
  const [change] = changes(deep("1"), deep("2"))
  expect(change).toMatchObject({ kind: "changed", path: "[0]".repeat(100) })
  expect(jsonLines(tree(`{"a":${deep("1")}}`)).lines.length).toBeLessThan(300)
})

test("500 differences are listed, and that there are more is said", () => {
  const list = (value: number): string => JSON.stringify(Array.from({ length: 600 }, () => value))
  const { changes: listed, isCut } = jsonDiff(tree(list(1)), tree(list(2)))
  expect([listed.length, isCut]).toEqual([500, true])
})

test("a body of 1 MiB in one string, or in 100,000 numbers, is read in a moment", () => {
  const long = `{"a":"${"\\n".repeat(500_000)}"}`
  const wide = `[${"1,".repeat(100_000)}1]`
  const began = performance.now()
  expect(printedBody(long).lines[1]).toMatch(/… 998,\d{3} more characters$/)
  expect(printedBody(wide)).toMatchObject({ isCut: true })
  expect(changes(wide, `[${"1,".repeat(100_000)}2]`)).toHaveLength(1)
  expect(performance.now() - began).toBeLessThan(5_000)
})

test("a body is printed in the sender's order, values as sent, every duplicate key shown", () => {
  expect(printedBody('{"z":1.50,"a":{"k":[],"o":{}},"a":[1e5,"x\\u0000"]}')).toEqual({
    isJson: true,
    isCut: false,
    lines: ["{", '  "z": 1.50,', '  "a": {', '    "k": [],', '    "o": {}', "  },", '  "a": [', "    1e5,", '    "x\\u0000"', "  ]", "}"],
  })
})

test("signs that nobody would see are written out", () => {
  expect(printedBody('{"a":"x\u202Ey\u200Bz\uFEFF"}').lines[1]).toBe('  "a": "x\\u202ey\\u200bz\\ufeff"')
  expect(printedBody("no\u0000t\tjson\n<b>")).toEqual({ isJson: false, isCut: false, lines: ["no\\u0000t\\u0009json", "<b>"] })
})

test("two envelopes of one event have no difference", () => {
  const event = '{"event_type":"porting_order.split","id":"1","payload":{"n":1}}'
  expect(bodyDiff(`{"data":${event},"meta":{"attempt":1}}`, event)).toEqual({ changes: [], isCut: false, problem: null })
  expect(bodyDiff("not json", event).problem).toMatch(/not readable as JSON/)
  expect(bodyDiff(`"${"x".repeat(300_000)}"`, event).problem).toMatch(/larger than 256 KiB/)
})
