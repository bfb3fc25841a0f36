import { expect, test } from "vitest"
import { markOf, matterText } from "#components/attention/queue-words.ts"
import type { AttentionJson, OrderJson } from "#lib/contract.ts"
import { DEFAULT_GUIDE } from "#lib/porting/default-guide.ts"

const since = "2026-11-02T12:00:00Z"
const clock = (of: "status" | "messaging", value: string) => ({ of, value, since, hours: 48, calendar: null })
const look = { mark: { shape: "circle", glyph: "none" }, tone: "neutral", word: "Submitted", isKnown: true } as const

function order(value: string, messaging: string | null, attention: Pick<AttentionJson, "needs" | "clock">): OrderJson {
  const names = { id: "3594c6c3-51a7-4306-b715-ca3765f13464", support_key: null, customer_reference: null }
  const times = { status_since: since, first_event_at: since, last_event_at: since, updated_at: since, deleted_at: null }
  const rest = { court: "none" as const, placeholder: false, comments_count: 0, split_from: [], split_to: [] }
  return {
    ...names,
    ...times,
    ...rest,
    status: { value, details: [{ code: "LOA_ILLEGIBLE", description: null }] },
    messaging: messaging === null ? null : { enable_messaging: true, messaging_port_status: messaging },
    attention: { court: "telnyx", due_at: null, watch_from: null, ...attention },
  }
}

test.each<[string, OrderJson, string, string]>([
  [
    "messaging that failed before voice is done, whichever clock ends first",
    order("submitted", "exception", { needs: true, clock: clock("status", "submitted") }),
    "Submitted; messaging exception",
    "filled-bubble",
  ],
  [
    "messaging that is late",
    order("ported", "pending", { needs: false, clock: clock("messaging", "pending") }),
    "Submitted; messaging pending",
    "dashed-bubble",
  ],
  [
    "an exception of voice beside one of messaging",
    order("exception", "exception", { needs: true, clock: clock("status", "exception") }),
    "Submitted: LOA illegible",
    "circle",
  ],
  [
    "an exception of voice whose messaging is late first",
    order("exception", "exception", { needs: true, clock: clock("messaging", "exception") }),
    "Submitted: LOA illegible; messaging exception",
    "circle",
  ],
  [
    "voice that is late beside messaging that is on its way",
    order("submitted", "pending", { needs: false, clock: clock("status", "submitted") }),
    "Submitted",
    "circle",
  ],
])("a row of the queue names what somebody has to see to: %s", (_what, one, matter, shape) => {
  expect(matterText(one, look.word, DEFAULT_GUIDE)).toBe(matter)
  expect(markOf(one, look).mark.shape).toBe(shape)
})
