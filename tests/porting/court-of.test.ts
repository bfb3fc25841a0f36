import { describe, expect, test } from "vitest"
import { courtOf } from "#lib/porting/court-of.ts"
import { DEFAULT_GUIDE } from "#lib/porting/default-guide.ts"
import type { Messaging } from "#lib/porting/messaging.ts"

const courtFor = (value: string, codes: (string | null)[] = [], messagingState?: string, deleted = false) => {
  const messaging: Messaging | null = messagingState ? { messaging_port_status: messagingState } : null
  const details = codes.map((code) => ({ code, description: null }))
  return courtOf({ status: { value, details }, messaging, deleted }, DEFAULT_GUIDE)
}

describe("whose court a status is in", () => {
  test.each([
    ["draft", "you"],
    ["in-process", "telnyx"],
    ["submitted", "carrier"],
    ["foc-date-confirmed", "none"],
    ["activation-in-progress", "telnyx"],
    ["ported", "none"],
    ["cancel-pending", "telnyx"],
    ["cancelled", "none"],
    ["never-heard-of", "none"],
  ])("%s is in the court of %s", (status, court) => expect(courtFor(status)).toBe(court))

  test("no status is in nobody's court", () => {
    expect(courtOf({ status: null, messaging: { messaging_port_status: "exception" }, deleted: false }, DEFAULT_GUIDE)).toBe("none")
  })

  test("a deleted order is in nobody's court", () => expect(courtFor("draft", [], undefined, true)).toBe("none"))

  test.each(["pending", "activating", "exception", "partial_port_complete"])(
    "voice ported, messaging %s: Telnyx still has to move",
    (state) => {
      expect(courtFor("ported", [], state)).toBe("telnyx")
    },
  )

  test.each(["not_applicable", "canceled", "ported", "never_heard_of"])("voice ported, messaging %s: done", (state) => {
    expect(courtFor("ported", [], state)).toBe("none")
  })

  test("messaging alone moves nothing while voice has not ported", () =>
    expect(courtFor("foc-date-confirmed", [], "exception")).toBe("none"))
})

describe("whose court an exception is in", () => {
  const COURTS = {
    you: [
      "ACCOUNT_NUMBER_MISMATCH",
      "AUTH_PERSON_MISMATCH",
      "BTN_ATN_MISMATCH",
      "ENTITY_NAME_MISMATCH",
      "LOCATION_MISMATCH",
      "POSTAL_CODE_MISMATCH",
      "PASSCODE_PIN_INVALID",
      "PHONE_NUMBER_MISMATCH",
      "LOA_ILLEGIBLE",
      "PORT_TYPE_INCORRECT",
      "MAIN_BTN_PORTING",
      "PORTING_ORDER_SPLIT_REQUIRED",
      "FOC_EXPIRED",
      "OTHER",
      "FOO_BAR",
      "constructor",
      "__proto__",
    ],
    customer: ["PHONE_NUMBER_HAS_SPECIAL_FEATURE", "LSR_PENDING"],
    carrier: ["OSP_IRRESPONSIVE", "FOC_REJECTED"],
    telnyx: ["SV_CONFLICT", "SV_UNKNOWN_FAILURE"],
    decide: ["PHONE_NUMBER_NOT_PORTABLE", "RATE_CENTER_NOT_PORTABLE"],
  }
  const rows = Object.entries(COURTS).flatMap(([court, codes]) => codes.map((code) => [code, court]))

  test.each(rows)("%s is in the court of %s", (code, court) => expect(courtFor("exception", [code])).toBe(court))

  test("the guide has the 21 codes of the SDK and LOA_ILLEGIBLE, and no other", () => {
    const known = rows.map(([code]) => code).filter((code) => !["FOO_BAR", "constructor", "__proto__"].includes(code ?? ""))
    expect(Object.keys(DEFAULT_GUIDE).sort()).toEqual(known.sort())
  })

  test("no codes at all, or one that is missing, is yours to read", () => {
    expect(courtFor("exception")).toBe("you")
    expect(courtFor("exception", [null])).toBe("you")
  })

  test.each<[(string | null)[], string]>([
    [["SV_CONFLICT", "FOC_REJECTED"], "carrier"],
    [["FOC_REJECTED", "LSR_PENDING", "SV_CONFLICT"], "customer"],
    [["LSR_PENDING", "PHONE_NUMBER_NOT_PORTABLE"], "decide"],
    [["PHONE_NUMBER_NOT_PORTABLE", "OTHER", "SV_CONFLICT"], "you"],
    [[null, "OSP_IRRESPONSIVE"], "carrier"],
    [["SV_CONFLICT", null], "telnyx"],
  ])("of %j the most urgent court wins: %s", (codes, court) => expect(courtFor("exception", codes)).toBe(court))

  test("codes outside an exception decide nothing", () => expect(courtFor("submitted", ["OTHER"])).toBe("carrier"))
})
