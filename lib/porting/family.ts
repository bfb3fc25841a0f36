import { COURTS, type Court } from "./court.ts"
import { isMessagingOpen } from "./messaging.ts"
import { SECTIONS, type Section } from "./sections.ts"

/** One order of a family: of those that numbers moved between, as far as a roll-up needs it. */
export type FamilyMember = {
  readonly id: string
  readonly status: string | null
  readonly messaging_port_status: string | null
  readonly court: Court
  /** Only splits have named it. */
  readonly placeholder: boolean
  /** A deleted draft; where that is not known, it counts as an order. */
  readonly deleted?: boolean
  /** Where it stands in the queue, and until when, as RFC 3339; where that is not known, in none. */
  readonly section?: Section | null
  /** In whose queue; `court` is that of its state alone. */
  readonly attention_court?: Court
  readonly due_at?: string | null
}

export type Family<Member extends FamilyMember = FamilyMember> = {
  /** Orders heard of and not deleted: what the others are parts of. */
  readonly orders: number
  readonly ported: number
  /** Ported by voice, while messaging still has a way to go. */
  readonly messagingOpen: number
  readonly exceptions: number
  readonly cancelled: number
  readonly notHeardOf: number
  readonly deleted: number
  /** Who waits for the most urgent move; null where nobody has to move. */
  readonly worst: Member | null
}

function hasOpenMessaging({ messaging_port_status: state }: FamilyMember): boolean {
  return state !== null && isMessagingOpen({ messaging_port_status: state })
}

/** Whether it waits for somebody, and does not move by itself. */
const isException = ({ status, messaging_port_status }: FamilyMember): boolean =>
  status === "exception" || messaging_port_status === "exception"

const sectionPlace = ({ section }: FamilyMember): number => (section ? SECTIONS.indexOf(section) : SECTIONS.length)
const end = ({ due_at }: FamilyMember): number => (due_at ? Date.parse(due_at) : Number.MAX_VALUE)

/** For whom an order waits: in the queue that of the first clock, else that of its state. */
export const waitingCourt = ({ section, attention_court, court }: FamilyMember): Court => (section && attention_court) || court

/** By section of the queue, then by the time that is left. Then an exception first, then the more urgent court, then by id. */
function compareUrgency(a: FamilyMember, b: FamilyMember): number {
  const bySection = sectionPlace(a) - sectionPlace(b)
  if (bySection !== 0) return bySection
  if (sectionPlace(a) < SECTIONS.length && end(a) !== end(b)) return end(a) - end(b)
  const byStatus = Number(isException(b)) - Number(isException(a))
  const byCourt = COURTS.indexOf(waitingCourt(a)) - COURTS.indexOf(waitingCourt(b))
  return byStatus || byCourt || (a.id < b.id ? -1 : 1)
}

/** How far all orders have come that numbers moved between. */
export function familyOf<Member extends FamilyMember>(members: readonly Member[]): Family<Member> {
  const deleted = members.filter((member) => member.deleted === true)
  const unheard = members.filter((member) => member.placeholder && member.deleted !== true)
  const orders = members.filter((member) => !member.placeholder && member.deleted !== true)
  const ported = orders.filter(({ status }) => status === "ported")
  return {
    orders: orders.length,
    ported: ported.length,
    messagingOpen: ported.filter(hasOpenMessaging).length,
    exceptions: orders.filter(({ status }) => status === "exception").length,
    cancelled: orders.filter(({ status }) => status === "cancelled").length,
    notHeardOf: unheard.length,
    deleted: deleted.length,
    worst: orders.filter(({ court, section }) => section || court !== "none").toSorted(compareUrgency)[0] ?? null,
  }
}
