import { describe, expect, test } from "vitest"
import { lineageCsv } from "#lib/format/lineage-csv.ts"
import { lineageParams, lineageProblem, readLineageQuery } from "#lib/format/lineage-query.ts"
import { lineageShown } from "#lib/format/lineage-shown.ts"
import { countedMark, countedText, orderSentence } from "#lib/format/lineage-text.ts"
import { lineageTotals } from "#lib/format/lineage-totals.ts"
import { EVERYTHING, familyFrom, orderOf } from "../support/lineages.ts"

describe("what a lineage's URL asks for", () => {
  test("is two steps each way, every move, and both views by default", () => {
    expect(readLineageQuery({})).toEqual({ query: { up: 2, down: 2, min: 1, view: null }, notes: [] })
    expect(readLineageQuery({ min: "", up: "" }).notes).toEqual([])
  })

  test("can be all steps", () => {
    expect(readLineageQuery({ up: "all", down: "0", min: "5", view: "table" }).query).toEqual({
      up: Number.POSITIVE_INFINITY,
      down: 0,
      min: 5,
      view: "table",
    })
  })

  test.each([
    ["up", "seven", "up: “seven” is not used; a whole number from 0 to 9, or all, is allowed."],
    ["down", "10", "down: “10” is not used; a whole number from 0 to 9, or all, is allowed."],
    ["min", "0", "min: “0” is not used; a whole number from 1 to 999999 is allowed."],
    ["view", "tree", "view: “tree” is not used; graph or table is allowed."],
  ])("a wrong %s is passed over and named", (name, value, note) => {
    expect(readLineageQuery({ [name]: value })).toEqual({ query: readLineageQuery({}).query, notes: [note] })
  })

  test("is written back without what goes without saying", () => {
    expect(lineageParams(readLineageQuery({ up: "all", down: "2", view: "graph" }).query).toString()).toBe("up=all&view=graph")
  })

  test("is refused by the API where it is not allowed", () => {
    expect(lineageProblem({ up: ["x"] })).toContain("up: “x”")
    expect(lineageProblem({ view: "table" })).toContain('"view" is not a parameter here')
    expect(lineageProblem({ up: "1", min: "2" })).toBeNull()
  })
})

describe("what a lineage shows", () => {
  test("the first move first, by moments of different precision, whatever the ids", () => {
    const family = familyFrom("a>b:1@2024-05-01T10:00:00.5Z b>c:1@2024-05-01T10:00:00Z c>d:1@2024-05-01T10:00:00.500001Z")
    expect(lineageShown(family, "a", EVERYTHING).moves.map(({ from, to }) => from + to)).toEqual(["bc", "ab", "cd"])
  })

  test("leaves out moves of too few numbers, and what only they lead to", () => {
    const shown = lineageShown(familyFrom("a>b:5 b>c:1 b>d:5"), "a", { ...EVERYTHING, min: 2 })
    expect(shown.orders.map(({ id }) => id)).toEqual(["a", "b", "d"])
    expect(shown.moves.map(({ to }) => to)).toEqual(["b", "d"])
  })

  test("says on the greater of two ways what is left of it", () => {
    const netsOf = (moves: string) => lineageShown(familyFrom(moves), "a", EVERYTHING).moves.map(({ net }) => net)
    expect(netsOf("a>b:3 b>a:1")).toEqual([2, null])
    expect(netsOf("a>b:1 b>a:3")).toEqual([null, 2])
    expect(netsOf("a>b:2 b>a:2")).toEqual([0, null])
    expect(netsOf("a>b:2 a>a:1")).toEqual([null, null])
  })
})

describe("in words", () => {
  test("a node says its state, what it received and what it sent", () => {
    const { edges } = familyFrom("a>b:3 b>c:2 b>b:1")
    expect(orderSentence(orderOf("b", { support_key: "sr_22bb", status: "submitted" }), edges)).toBe(
      "sr_22bb, submitted, received 3 from 1 order, sent 2 to 1, moved 1 to itself",
    )
    expect(orderSentence(orderOf("a", { status: "ported", messaging_port_status: "exception" }), edges)).toBe(
      "a, ported, messaging exception, sent 3 to 1 order",
    )
    expect(orderSentence(orderOf("z", { placeholder: true, status: null }), edges)).toBe("z, not heard of")
    expect(orderSentence(orderOf("z", { deleted: true, status: "draft" }), edges)).toBe("z, deleted")
    expect(orderSentence(orderOf("z", { status: "Brand_New" }), edges)).toBe("z, Brand_New")
  })

  test("a count says whether it counts numbers or events", () => {
    const move = { from: "a", to: "b", count: 3, first_at: "", last_at: "", events: 2, unlisted: 0 }
    expect([countedText(move), countedMark(move)]).toEqual(["distinct numbers, listed by 2 events", null])
    const events = { ...move, events: 3, unlisted: 3 }
    expect([countedText(events), countedMark(events)]).toEqual(["distinct split events, which list no numbers", "as events"])
    const both = { ...move, events: 3, unlisted: 1 }
    expect([countedText(both), countedMark(both)]).toEqual([
      "2 distinct numbers listed by events, and 1 event without a list",
      "1 as events",
    ])
  })

  test("the totals say what they leave out", () => {
    const sum = { orders: [1, 2], moves: [{ count: 1_200 }, { count: 1 }], more: 0, truncated: false }
    expect(lineageTotals(sum)).toBe("2 orders · 1,201 numbers moved")
    expect(lineageTotals({ ...sum, more: 37, truncated: true })).toBe(
      "2 orders · 1,201 numbers moved · 37 more not shown here · only the nearest 500 orders are looked at",
    )
  })
})

describe("as CSV", () => {
  test("has the table's columns and rows", () => {
    const family = familyFrom("a>b:3 b>a:1", [orderOf("a", { support_key: "=a" })])
    expect(lineageCsv(family, lineageShown(family, "a", EVERYTHING))).toBe(
      "From,From UUID,To,To UUID,Numbers,Events,First,Last,Cycle\r\n" +
        "'=a,a,,b,3,3,2024-05-01T10:00:00Z,2024-05-01T10:00:00Z,Yes\r\n" +
        ",b,'=a,a,1,1,2024-05-01T10:00:01Z,2024-05-01T10:00:01Z,Goes back\r\n",
    )
  })
})
