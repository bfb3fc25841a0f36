import { expect, test } from "vitest"
import { toldInBody } from "#lib/queries/told-in-body.ts"
import { ORDER, OTHER_ORDER, sentComment, sentMessaging, sentSplit, sentStatus } from "../support/sent.ts"

const of = (body: unknown) => toldInBody(Buffer.from(typeof body === "string" ? body : JSON.stringify(body)))

test.each([
  ["a time that is none", sentStatus("ported", { id: "e1", at: "soon" }), ["porting_order.status_changed", "e1", "soon", ORDER]],
  ["the flat envelope", sentMessaging("ported", { id: "e2", at: "" }), ["porting_order.messaging_changed", "e2", "", ORDER]],
  ["a comment", sentComment({ id: "" }, { id: "e3", at: "1" }), ["porting_order.new_comment", "e3", "1", ORDER]],
  ["a split", sentSplit(ORDER, OTHER_ORDER, { id: "e4", at: "1" }), ["porting_order.split", "e4", "1", ORDER]],
])("a body says of itself, as sent, with %s", (_what, body, [event_type, event_id, occurred_at, order]) => {
  expect(toldInBody(body)).toEqual({ event_type, event_id, occurred_at, order })
})

test("other types are told, what is no text is passed over, and a text is cut", () => {
  const body = { data: { event_type: "call.initiated", id: { a: 1 }, occurred_at: 1_700_000_000, payload: { id: ORDER } } }
  expect(of(body)).toEqual({ event_type: "call.initiated", event_id: null, occurred_at: "1700000000", order: null })
  expect(of({ event_type: "x".repeat(1_000) })?.event_type).toHaveLength(200)
})

test.each(["{", "[]", "7", '"text"', "null", "{}", '{"data":null}', '{"data":{"payload":7}}', "[".repeat(30_000)])(
  "%j says nothing",
  (body) => {
    expect(of(body)).toBeNull()
  },
)
