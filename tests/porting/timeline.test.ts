import { expect, test } from "vitest"
import { readMove, summarize } from "#lib/porting/timeline.ts"
import { eventOf } from "../support/events.ts"
import { ORDER, OTHER_ORDER, sent, sentComment, sentDeleted, sentMessaging, sentSplit, sentStatus } from "../support/sent.ts"

test.each([
  [sentStatus("submitted"), "Status: submitted"],
  [sentStatus("exception", { codes: ["OTHER", "FOO"] }), "Status: exception (OTHER, FOO)"],
  [
    sentStatus("exception", { more: { status: { value: "exception", details: [{ description: "Words only" }, {}, 5] } } }),
    "Status: exception (Words only)",
  ],
  [sentMessaging("pending"), "Messaging: pending"],
  [sentComment({ user_type: "admin" }), "Comment by admin"],
  [sentComment({ user_type: null }), "Comment by an unknown author"],
  [sentSplit(ORDER, OTHER_ORDER), `A number moved from ${ORDER} to ${OTHER_ORDER}`],
  [sentSplit(ORDER, OTHER_ORDER, { numbers: ["a"] }), `1 number moved from ${ORDER} to ${OTHER_ORDER}`],
  [sentSplit(ORDER, OTHER_ORDER, { numbers: ["a", "b", "a"] }), `2 numbers moved from ${ORDER} to ${OTHER_ORDER}`],
  [sentDeleted(), "Draft deleted"],
  [sent("loa_updated", { payload: { id: ORDER } }), "Unknown event type porting_order.loa_updated"],
])("%# an event is summed up in one sentence", (body, sentence) => {
  expect(summarize(eventOf(body))).toBe(sentence)
})

test.each([
  [sentSplit(ORDER, OTHER_ORDER), { from: ORDER, to: OTHER_ORDER, isListed: false }],
  [sentSplit(OTHER_ORDER, ORDER, { numbers: ["a"] }), { from: OTHER_ORDER, to: ORDER, isListed: true }],
  [sentSplit(ORDER, ORDER, { numbers: ["a", "b"] }), { from: ORDER, to: ORDER, isListed: true }],
  [sentStatus("A number moved"), null],
])("%# a split's sentence tells its move", (body, move) => {
  expect(readMove(summarize(eventOf(body)))).toEqual(move)
})
