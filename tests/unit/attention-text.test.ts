import { describe, expect, test } from "vitest"
import type { AttentionJson, OrderJson } from "#lib/contract.ts"
import { reasonText, shareLeft, timeLeftText } from "#lib/format/attention-text.ts"
import { DEFAULT_GUIDE } from "#lib/porting/default-guide.ts"

const since = "2026-11-02T12:00:00Z"
const now = Date.parse("2026-11-11T12:00:00Z")
const order = (status: string, clock: Partial<NonNullable<AttentionJson["clock"]>> | null, needs = true): OrderJson => ({
  id: "3594c6c3-51a7-4306-b715-ca3765f13464",
  support_key: null,
  customer_reference: null,
  status: { value: status, details: [] },
  status_since: since,
  messaging: null,
  court: "you",
  deleted_at: null,
  placeholder: false,
  comments_count: 0,
  split_from: [],
  split_to: [],
  first_event_at: since,
  last_event_at: since,
  updated_at: since,
  attention: {
    court: "you",
    needs,
    due_at: clock && "2026-11-16T12:00:00.000Z",
    watch_from: null,
    clock: clock && { of: "status", value: status, since, hours: 336, calendar: null, ...clock },
  },
})

describe("the reason of a place in the queue, in one line", () => {
  test.each<[string, OrderJson, string]>([
    ["a status", order("exception", {}), "9 d in exception; our rule: 14 days"],
    ["a status whose name begins with in", order("in-process", { hours: 24 }), "9 d in process; our rule: 1 day"],
    ["a draft", order("draft", { hours: 720 }), "9 d as a draft; Telnyx's rule: 30 days"],
    ["a status never heard of, as sent", order("Port-On-Hold", { hours: 1 }), "9 d in Port-On-Hold; our rule: 1 hour"],
    ["a code", order("exception", { of: "code", value: "LOA_ILLEGIBLE", hours: 48 }), "9 d with LOA illegible; our rule: 2 days"],
    [
      "working hours, by their calendar",
      order("submitted", { hours: 48, calendar: "Carriers" }),
      "9 d in submitted; our rule: 48 business hours (Carriers)",
    ],
    ["messaging", order("ported", { of: "messaging", value: "pending", hours: 48 }), "9 d since voice ported; our rule: 2 days"],
    [
      "messaging that failed before voice ported",
      order("ported", { of: "messaging", value: "exception", hours: 48, since: "2026-11-01T12:00:00Z" }),
      "10 d since messaging failed; our rule: 2 days",
    ],
    ["no clock, though somebody is needed", order("exception", null), "No clock runs: no limit is set for it"],
    ["nothing", order("ported", null, false), ""],
  ])("%s", (_what, of, text) => {
    expect(reasonText(of, { now, guide: DEFAULT_GUIDE })).toBe(text)
  })
})

test("the time that is left, or over, and its share", () => {
  const dueAt = "2026-11-16T12:00:00.000Z"
  expect(timeLeftText(dueAt, now)).toBe("5 d left")
  expect(timeLeftText(dueAt, Date.parse("2026-11-17T16:00:00Z"))).toBe("1 d over")
  expect(timeLeftText(dueAt, Date.parse(dueAt))).toBe("0 s over")
  expect(shareLeft({ since, dueAt }, now)).toBeCloseTo(5 / 14)
  expect(shareLeft({ since, dueAt }, Date.parse("2026-11-17T16:00:00Z"))).toBe(0)
})
