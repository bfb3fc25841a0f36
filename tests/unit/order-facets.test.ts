import { expect, test } from "vitest"
import type { FacetsJson } from "#lib/contract.ts"
import { orderFacet } from "#lib/format/order-facets.ts"

const NONE: FacetsJson = {
  status: {},
  exception_code: {},
  messaging: {},
  court: {},
  needs: {},
  attention: {},
  split: {},
  left_out: { placeholder: 0, deleted: 0 },
}
const named = (name: string) => ({ name, court: "you", withCustomer: false }) as const
const guide = {
  A_CODE: named("Wrong number"),
  B_CODE: named("Account closed"),
  C_CODE: named("Bad address"),
  D_CODE: named("Missing letter"),
}
const labels = (served: FacetsJson, facets: FacetsJson, query = ""): string[] =>
  orderFacet("exception_code", { facets, served, query: new URLSearchParams(query), guide }).options.map(({ label }) => label)

test("reasons stand by their names, those first that orders have or that are asked for", () => {
  const counted = { ...NONE, exception_code: { A_CODE: 2, NEW_ONE: 1 } }
  expect(labels(counted, counted, "exception_code=-D_CODE")).toEqual([
    "not Missing letter",
    "NEW_ONE",
    "Wrong number",
    "Account closed",
    "Bad address",
  ])
})

test("a count that changes while the reasons are read moves none of them", () => {
  const before = { ...NONE, exception_code: { A_CODE: 2 } }
  const after = { ...NONE, exception_code: { C_CODE: 7 } }
  expect(labels(before, after)).toEqual(labels(before, before))
})

test("a value that is called as what every object has counts as any other", () => {
  const [chosen] = orderFacet("status", {
    facets: NONE,
    served: NONE,
    query: new URLSearchParams("status=constructor"),
    guide,
  }).options.filter(({ isChosen }) => isChosen)
  expect(chosen).toMatchObject({ value: "constructor", count: 0 })
})

test("that none was told stands last among the known values, in words of its own", () => {
  const options = (name: "status" | "messaging", query: string) =>
    orderFacet(name, { facets: { ...NONE, [name]: { null: 3 } }, served: NONE, query: new URLSearchParams(query), guide }).options.at(-1)
  expect(options("messaging", "")).toMatchObject({ value: "null", label: "None told", isKnown: true, count: 3 })
  expect(options("status", "status=-null")).toMatchObject({ value: "null", label: "not None told", isChosen: true })
})
