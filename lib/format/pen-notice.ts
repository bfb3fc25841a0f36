import type { PulseJson } from "#lib/contract.ts"
import { countText, plural } from "./count-text.ts"
import { skewText } from "./skew-text.ts"

/** What waits in the pen, for every screen: what to do about it follows from whether the key or a clock is wrong. */
export function penNotice({ count, authentic, skew_seconds }: NonNullable<PulseJson["penned"]>): { what: string; why: string } {
  const what = `${plural(count, "webhook")} ${count === 1 ? "waits" : "wait"} in the pen`
  const key = "no key that is set verifies"
  const clock = `the timestamp was ${skewText(skew_seconds === null ? null : String(skew_seconds))}: check the clock of this machine`
  if (authentic === 0) return { what, why: `${key} ${count === 1 ? "it" : "them"}. Nothing of it is in any order.` }
  if (authentic === count) return { what, why: `authentic, but ${clock}. Nothing of it is in any order.` }
  return { what, why: `${countText(authentic)} authentic, but ${clock}; ${key} the others. Nothing of it is in any order.` }
}
