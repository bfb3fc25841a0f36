import { describe, expect, test } from "vitest"
import { foldComments } from "#lib/porting/comments.ts"
import { eventOf } from "../support/events.ts"
import { permutations } from "../support/fixtures.ts"
import { ORDER, OTHER_ORDER, sentComment } from "../support/sent.ts"

describe("an order's comments", () => {
  test("are one per comment id, in the version last in the total order, whichever came first", () => {
    const versions = ["1", "2", "3"].map((n) => sentComment({ id: "c", body: n }, { at: `2024-05-01T10:00:0${n}Z` })).map(eventOf)
    for (const arrival of permutations(versions)) {
      const comments = foldComments(arrival)
      expect(comments.map((comment) => comment.body)).toEqual(["3"])
    }
  })

  test("of two orders with one comment id are two", () => {
    const events = [sentComment({ id: "c" }), sentComment({ id: "c" }, { order: OTHER_ORDER })].map(eventOf)
    expect(
      foldComments(events)
        .map((comment) => comment.orderId)
        .sort(),
    ).toEqual([ORDER, OTHER_ORDER])
  })

  test("are listed by inserted_at, or by occurred_at where that is missing or unreadable", () => {
    const at = "2024-05-02T00:00:00Z"
    const listed = (inserted_at: unknown): string | undefined =>
      foldComments([eventOf(sentComment({ inserted_at }, { at }))])[0]?.listedAt.text
    expect(listed("2024-05-01T00:00:00Z")).toBe("2024-05-01T00:00:00Z")
    expect(listed(undefined)).toBe(at)
    expect(listed("soon")).toBe(at)
  })

  test("of future events count for nothing", () => {
    expect(foldComments([{ ...eventOf(sentComment({})), future: true }])).toEqual([])
  })

  test("keep an author that is null, and take wrong types for absent", () => {
    const [comment] = foldComments([eventOf(sentComment({ user_id: null, user_type: 5, body: ["x"] }))])
    expect(comment).toMatchObject({ userId: null, userType: null, body: null })
  })
})
