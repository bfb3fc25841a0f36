import { describe, expect, test } from "vitest"
import { CUSTOMER_FIELDS, customerFields, fillCustomerText } from "#lib/format/customer-text.ts"

const ORDER = { id: "3594c6c3-51a7-4306-b715-ca3765f13464", support_key: "sr_98f022", customer_reference: "Acme {reason}" }
const TOLD = { reason: "PIN {order} wrong", since: "11 Jan 2023" }

describe("a text for the customer", () => {
  test("has every field filled in, as often as it stands there", () => {
    const text = CUSTOMER_FIELDS.map((name) => `${name}={${name}}`).join(" ")
    expect(fillCustomerText(`${text} {order}`, customerFields({ ...ORDER, customer_reference: "Acme 7" }, TOLD))).toBe(
      "order=Acme 7 customer_reference=Acme 7 support_key=sr_98f022 reason=PIN {order} wrong since=11 Jan 2023 Acme 7",
    )
  })

  test("takes what a sender wrote as text, braces and all", () => {
    expect(fillCustomerText("({order}: {reason})", customerFields(ORDER, TOLD))).toBe("(Acme {reason}: PIN {order} wrong)")
    expect(fillCustomerText("{order}", customerFields({ ...ORDER, customer_reference: "$& $1" }, TOLD))).toBe("$& $1")
  })

  test("leaves in place what is no field", () => {
    expect(fillCustomerText("{} {Order} {constructor} { order } {name}", customerFields(ORDER, TOLD))).toBe(
      "{} {Order} {constructor} { order } {name}",
    )
  })

  test("calls an order by its key where it has no reference, and by its UUID where it has neither", () => {
    expect(fillCustomerText("{order} {support_key}", customerFields({ ...ORDER, customer_reference: null }, TOLD))).toBe(
      "sr_98f022 sr_98f022",
    )
    const unnamed = { ...ORDER, customer_reference: null, support_key: null }
    expect(fillCustomerText("{order} {customer_reference}", customerFields(unnamed, TOLD))).toBe("3594c6c3 3594c6c3")
  })
})
