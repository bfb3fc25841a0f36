import { COURTS, type Court } from "./court.ts"
import { courtOfCode, type GuideNames } from "./exception.ts"
import type { Messaging } from "./messaging.ts"
import { isMessagingOpen } from "./messaging.ts"
import { isKnownStatus, type KnownStatus, type Status, type StatusDetail } from "./status.ts"

/** The most urgent court of all codes; codes the guide does not know, and no codes at all, are yours to read. A detail without one decides nothing. */
function exceptionCourt(details: readonly StatusDetail[], guide: GuideNames): Court {
  const courts: Court[] = details.flatMap(({ code }) => (code === null ? [] : courtOfCode(guide, code)))
  return COURTS.find((court) => courts.includes(court)) ?? "you"
}

function knownStatusCourt(status: KnownStatus, details: readonly StatusDetail[], messaging: Messaging | null, guide: GuideNames): Court {
  switch (status) {
    case "draft":
      return "you"
    case "in-process":
    case "activation-in-progress":
    case "cancel-pending":
      return "telnyx"
    case "submitted":
      return "carrier"
    case "exception":
      return exceptionCourt(details, guide)
    case "ported":
      return isMessagingOpen(messaging) ? "telnyx" : "none"
    case "foc-date-confirmed":
    case "cancelled":
      return "none"
  }
}

/** Whose move an order is. Depends on nothing of the present moment. */
export function courtOf(
  order: { readonly status: Status | null; readonly messaging: Messaging | null; readonly deleted: boolean },
  guide: GuideNames,
): Court {
  const { status, messaging, deleted } = order
  if (deleted || status === null || !isKnownStatus(status.value)) return "none"
  return knownStatusCourt(status.value, status.details, messaging, guide)
}
