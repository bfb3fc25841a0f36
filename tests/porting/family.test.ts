import { describe, expect, test } from "vitest"
import { familyText } from "#lib/format/lineage-family.ts"
import { type FamilyMember, familyOf, waitingCourt } from "#lib/porting/family.ts"

const member = (id: string, more: Partial<FamilyMember> = {}): FamilyMember => ({
  id,
  status: "submitted",
  messaging_port_status: null,
  court: "carrier",
  placeholder: false,
  ...more,
})
const ported = (id: string, more: Partial<FamilyMember> = {}) => member(id, { status: "ported", court: "none", ...more })
const exception = (id: string, more: Partial<FamilyMember> = {}) => member(id, { status: "exception", court: "you", ...more })
const unheard = (id: string) => member(id, { status: null, court: "none", placeholder: true })
const textOf = (...members: FamilyMember[]): string => familyText(familyOf(members))

describe("a family's roll-up", () => {
  test("counts what has ported of all orders heard of, and the exceptions", () => {
    expect(textOf(ported("1"), ported("2"), ported("3"), member("4"), exception("5"))).toBe("3 of 5 ported, 1 exception")
  })

  test("counts placeholders and deleted drafts apart", () => {
    expect(textOf(ported("1"), unheard("2"), member("3", { status: "draft", court: "none", deleted: true }))).toBe(
      "1 of 1 ported, 1 deleted, 1 not heard of",
    )
  })

  test("of placeholders only has nothing that could be ported", () => {
    expect(textOf(unheard("1"), unheard("2"))).toBe("2 not heard of")
  })

  test("says what messaging holds open, and what was cancelled", () => {
    const open = ported("1", { messaging_port_status: "exception", court: "telnyx" })
    expect(textOf(open, ported("2"), member("3", { status: "cancelled", court: "none" }))).toBe(
      "2 of 3 ported (1 with messaging open), 1 cancelled",
    )
  })

  test("a status never heard of is an order like others", () => {
    expect(textOf(ported("1"), member("2", { status: "brand-new", court: "none" }))).toBe("1 of 2 ported")
  })

  test("names who waits most urgently: an exception first, then by court, then by id", () => {
    expect(familyOf([member("1"), exception("3"), exception("2", { court: "decide" })]).worst?.id).toBe("3")
    expect(familyOf([member("1", { status: "draft", court: "you" }), exception("2")]).worst?.id).toBe("2")
    expect(familyOf([exception("2"), exception("1")]).worst?.id).toBe("1")
    const overdue = member("4", { section: "overdue", due_at: "2024-05-02T00:00:00Z" })
    const longer = exception("3", { section: "overdue", due_at: "2024-05-01T00:00:00Z" })
    expect(familyOf([exception("1", { section: "later", due_at: null }), overdue]).worst?.id).toBe("4")
    expect(familyOf([overdue, longer]).worst?.id).toBe("3")
    expect(waitingCourt(member("1", { court: "none", section: "overdue", attention_court: "you" }))).toBe("you")
    expect(waitingCourt(member("1", { court: "carrier", section: null, attention_court: "you" }))).toBe("carrier")
    expect(familyOf([member("5", { court: "none", section: "due", due_at: "2024-05-03T00:00:00Z" }), exception("6")]).worst?.id).toBe("5")
    expect(familyOf([member("1"), exception("2", { court: "telnyx" })]).worst?.id).toBe("2")
    expect(familyOf([member("1"), ported("2", { messaging_port_status: "exception", court: "telnyx" })]).worst?.id).toBe("2")
  })

  test("names nobody where nobody has to move, and no deleted or unheard order", () => {
    expect(familyOf([ported("1"), unheard("2")]).worst).toBeNull()
    expect(familyOf([exception("1", { deleted: true })]).worst).toBeNull()
  })
})
