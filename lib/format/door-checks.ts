import type { DoorJson, RefusalJson } from "#lib/contract.ts"
import { quarantineReason } from "./quarantine-reason.ts"
import { refusalText } from "./refusal-text.ts"

/** How far a step of the set-up is. `text` says it in words; `help`: what to do where it failed. */
export type Check = { readonly state: "waiting" | "passed" | "failed"; readonly text: string; readonly help?: string }
export type DoorChecks = {
  readonly account: Check
  readonly key: Check
  readonly address: Check
  readonly test: Check
  readonly event: Check
  /** Nothing at all has come for so long that the usual causes are worth a look. */
  readonly isSilent: boolean
}

const SILENT_AFTER_MS = 10 * 60 * 1000

/** What was refused and tells something of the present keys, since the last event that was kept; newest first. */
function pressing({ refusals, last_event }: DoorJson): RefusalJson[] {
  return refusals.filter(({ earlier, last_at }) => !earlier && (last_event === null || last_at > last_event.received_at))
}

function keyCheck(door: DoorJson): Check {
  const { keys, last_event } = door
  if (keys.length === 0)
    return {
      state: "waiting",
      text: "None is set: events are taken unsigned and marked unverified. Anyone who knows the address could send them.",
    }
  const wrong = pressing(door).find(({ reason }) => reason === "signature_invalid")
  if (wrong) return { state: "failed", ...refusalText(wrong), text: `${refusalText(wrong).what}.` }
  const set = keys.length === 1 ? "One key is set" : `${keys.length} keys are set`
  return last_event?.verified
    ? { state: "passed", text: `${set}, and the last event was signed with it.` }
    : { state: "passed", text: `${set}, in the right form. The first event will show whether it is the right one.` }
}

function addressCheck({ is_local, first_event, quarantined, refusals }: DoorJson): Check {
  if (first_event?.verified) return { state: "passed", text: "Telnyx has posted to it." }
  if (is_local)
    return {
      state: "waiting",
      text: "Only this machine reaches this address. Telnyx needs one that the internet reaches: set PUBLIC_URL to it.",
    }
  return first_event || quarantined || refusals.some(({ reason }) => reason !== "method")
    ? { state: "passed", text: "Something has been posted to it." }
    : { state: "waiting", text: "Nothing has been posted to it yet." }
}

function testCheck({ test }: DoorJson): Check {
  if (!test) return { state: "waiting", text: "Not sent yet." }
  const failed = test.steps.find(({ state }) => state === "failed")
  if (failed) return { state: "failed", text: failed.text }
  const isChecked = test.steps.some(({ step, state }) => step === "signature" && state === "passed")
  return { state: "passed", text: `It came through: reached, ${isChecked ? "checked, " : ""}stored, shown.` }
}

function eventCheck(door: DoorJson, isSilent: boolean): Check {
  if (door.first_event) return { state: "passed", text: "The first event has come." }
  const [newest] = pressing(door)
  if (newest) return { state: "failed", text: `${refusalText(newest).what}.` }
  if (door.quarantined)
    return { state: "failed", text: `A request was kept that is no event of an order. ${quarantineReason(door.quarantined.reason)}.` }
  return { state: "waiting", text: isSilent ? "Nothing has come for more than 10 min." : "Listening: the first event shows here at once." }
}

/** The five steps to the first event, by what came and what did not, at a moment in milliseconds since 1970. */
export function doorChecks(door: DoorJson, now: number): DoorChecks {
  const isSilent =
    !door.first_event && !door.quarantined && pressing(door).length === 0 && now - Date.parse(door.listening_since) > SILENT_AFTER_MS
  const account: Check = door.first_event?.verified
    ? { state: "passed", text: "Its first event has come." }
    : { state: "waiting", text: "Nothing of it can be seen from here until its first signed event comes." }
  return { account, key: keyCheck(door), address: addressCheck(door), test: testCheck(door), event: eventCheck(door, isSilent), isSilent }
}
