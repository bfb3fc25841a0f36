import { expect, test } from "vitest"
import { kindAt, kindPlace } from "#lib/porting/event.ts"
import { MESSAGING_STATES } from "#lib/porting/messaging.ts"
import { STATUSES } from "#lib/porting/status.ts"

// Events keep the places of their kind and value, and orders are told by them: where one moves, a migration has to move those that are stored.
test("kinds, statuses and messaging states keep their places", () => {
  const kinds = ["status", "messaging", "comment", "split", "unrecognised", "deleted"] as const
  expect(kinds.map(kindPlace)).toEqual([0, 1, 2, 3, 4, 5])
  expect([0, 1, 2, 3, 4, 5].map(kindAt)).toEqual(kinds)
  expect(() => kindAt(6)).toThrow("No kind of event has the place 6.")
  expect(STATUSES.join()).toBe(
    "draft,in-process,submitted,exception,foc-date-confirmed,activation-in-progress,ported,cancel-pending,cancelled",
  )
  expect(MESSAGING_STATES.join()).toBe("not_applicable,pending,activating,exception,partial_port_complete,canceled,ported")
})
