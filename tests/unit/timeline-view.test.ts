import { describe, expect, test } from "vitest"
import { furtherView, readTimelineView, timelineHref } from "#lib/format/timeline-view.ts"

const USUAL = { show: "all", oldestFirst: false, count: 50, cursor: null } as const

describe("the timeline's view in a URL", () => {
  test("is read as it was written", () => {
    for (const view of [USUAL, { show: "splits", oldestFirst: true, count: 150, cursor: "abc" }] as const) {
      const url = new URL(timelineHref("sr_1", view), "http://localhost")
      expect(readTimelineView(Object.fromEntries(url.searchParams))).toEqual({ view, inspected: null, problems: [] })
    }
    expect(timelineHref("sr_1", USUAL)).toBe("/orders/sr_1#timeline")
  })

  test("passes over what is not allowed, and says what is", () => {
    const { view, problems } = readTimelineView({ show: "toString", sort: "up", count: "1e9", other: "x" })
    expect(view).toEqual({ ...USUAL, count: 500 })
    expect(problems).toEqual([
      'show: "toString" is not known here. Allowed: all, status, comments, messaging, splits, system.',
      'sort: "up" is not known here. Allowed: newest, oldest.',
    ])
    expect(readTimelineView({ count: "ten", show: ["a", "b"] })).toMatchObject({ view: USUAL, problems: [] })
    expect(readTimelineView({ count: "-3" }).view.count).toBe(50)
  })

  test("grows by fifty up to five hundred, and goes on from there on a page of its own", () => {
    expect(furtherView(USUAL, "next")).toEqual({ view: { ...USUAL, count: 100 }, isSamePage: true })
    expect(furtherView({ ...USUAL, count: 500 }, "next")).toEqual({ view: { ...USUAL, cursor: "next" }, isSamePage: false })
  })
})
