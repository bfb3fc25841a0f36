import { randomBytes } from "node:crypto"
import { describe, expect, test } from "vitest"
import type { DoorJson, RefusalJson } from "#lib/contract.ts"
import { doorChecks } from "#lib/format/door-checks.ts"
import { publicKeyProblem } from "#lib/format/public-key-problem.ts"
import { readEnv } from "#lib/read-env.ts"

const SINCE = "2026-01-01T10:00:00.000Z"
const NOW = Date.parse("2026-01-01T10:05:00Z")
const KEY = Buffer.alloc(32, 7).toString("base64")

const door = (more: Partial<DoorJson> = {}): DoorJson => ({
  address: "https://ports.example.com/api/webhooks/telnyx",
  is_local: false,
  keys: [KEY],
  listening_since: SINCE,
  asked_at: SINCE,
  has_events: false,
  first_event: null,
  last_event: null,
  quarantined: null,
  refusals: [],
  test: null,
  ...more,
})
const refused = (reason: string, more: Partial<RefusalJson> = {}): RefusalJson => ({
  reason,
  count: 2,
  first_at: "2026-01-01T10:01:00.000000Z",
  last_at: "2026-01-01T10:02:00.000000Z",
  detail: null,
  user_agent: null,
  earlier: false,
  ...more,
})
const event = { event: "k", event_type: "porting_order.split", received_at: "2026-01-01T10:03:00.000000Z", verified: true }

describe("the five checks", () => {
  test("wait for everything at first, but for a key that is set", () => {
    const { account, key, address, test, event } = doorChecks(door(), NOW)
    expect([account, key, address, test, event].map(({ state }) => state)).toEqual(["waiting", "passed", "waiting", "waiting", "waiting"])
    expect(doorChecks(door({ keys: [] }), NOW).key.state).toBe("waiting")
  })

  test.each<[RefusalJson, string]>([
    [refused("signature_invalid"), "2 requests came; the signature does not match this key."],
    [refused("method", { count: 1, detail: "GET" }), "1 request came by GET."],
    [
      refused("timestamp_out_of_tolerance", { count: 1, detail: "360" }),
      "1 request came; the signature is right, its timestamp 6 min behind.",
    ],
    [
      refused("timestamp_out_of_tolerance", { count: 1, detail: "-7200" }),
      "1 request came; the signature is right, its timestamp 2 h ahead.",
    ],
    [refused("never_heard_of", { count: 3000 }), "3,000 requests: refused as never_heard_of."],
  ])("name what came instead of an event: $reason", (refusal, text) => {
    expect(doorChecks(door({ refusals: [refusal] }), NOW).event).toMatchObject({ state: "failed", text })
  })

  test("say that the key is wrong at the key too, until an event is kept or the key is another", () => {
    const refusals = [refused("signature_invalid")]
    expect(doorChecks(door({ refusals }), NOW).key.state).toBe("failed")
    expect(doorChecks(door({ refusals, first_event: event, last_event: event }), NOW).key.state).toBe("passed")
    expect(doorChecks(door({ refusals: [refused("signature_invalid", { earlier: true })] }), NOW).key.state).toBe("passed")
  })

  test("tell a body that was kept but is no event", () => {
    const quarantined = { event: "q", reason: "not_a_porting_event", received_at: event.received_at }
    expect(doorChecks(door({ quarantined }), NOW).event).toMatchObject({
      state: "failed",
      text: expect.stringContaining("Not a porting event."),
    })
  })

  test("name the causes of silence after ten minutes in which nothing came at all", () => {
    const later = Date.parse("2026-01-01T10:10:01Z")
    expect(doorChecks(door(), NOW).isSilent).toBe(false)
    expect(doorChecks(door(), later).isSilent).toBe(true)
    expect(doorChecks(door({ refusals: [refused("method")] }), later).isSilent).toBe(false)
    expect(doorChecks(door({ first_event: event, last_event: event }), later).isSilent).toBe(false)
  })

  test("all pass once a signed event has come and the test came through", () => {
    const passed = { at: SINCE, passed: true, steps: [] }
    const { isSilent: _isSilent, ...checks } = doorChecks(door({ first_event: event, last_event: event, test: passed }), NOW)
    expect(Object.values(checks).map(({ state }) => state)).toEqual(Array(5).fill("passed"))
  })
})

describe("a public key's form, checked in the browser, is what the server takes", () => {
  const serverTakes = (text: string): boolean => readEnv({ TELNYX_PUBLIC_KEY: text }).ok
  test.each([
    ["32 bytes", KEY],
    ["other 32 bytes", randomBytes(32).toString("base64")],
    ["31 bytes", Buffer.alloc(31).toString("base64")],
    ["33 bytes", Buffer.alloc(33).toString("base64")],
    ["64 bytes", Buffer.alloc(64).toString("base64")],
    ["no = at its end", KEY.slice(0, -1)],
    ["bits too many at its end", `${KEY.slice(0, 42)}d=`],
    ["base64url", `${"-".repeat(43)}=`],
    ["hex", "ab".repeat(32)],
    ["words", "not a key"],
    ["a PEM", "-----BEGIN PUBLIC KEY-----"],
  ])("%s", (_what, text) => {
    expect(publicKeyProblem(text) === null).toBe(serverTakes(text))
  })
})
