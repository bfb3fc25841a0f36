import type { AttentionJson } from "#lib/contract.ts"
import type { GuideNames } from "#lib/porting/exception.ts"
import { exceptionName } from "./exception-name.ts"
import { messagingLabel } from "./messaging-label.ts"
import { statusLabel } from "./status-label.ts"
import { spanText } from "./time.ts"

type Clock = NonNullable<AttentionJson["clock"]>

/** "2 d left", "1 d over": the greatest part alone, which is what a list is read for. */
export function timeLeftText(dueAt: string, now: number): string {
  const left = Date.parse(dueAt) - now
  const [count, unit] = spanText(left).split(" ")
  return `${count} ${unit} ${left < 0 ? "over" : "left"}`
}

/** The share of a clock's time that is left, from 1 down to 0. */
export function shareLeft({ since, dueAt }: { readonly since: string; readonly dueAt: string }, now: number): number {
  const [from, to] = [Date.parse(since), Date.parse(dueAt)]
  return to > from ? Math.min(1, Math.max(0, (to - now) / (to - from))) : 0
}

const lengthText = ({ hours, calendar }: Clock): string => {
  if (calendar !== null) return `${hours} business h, ${calendar}`
  return hours % 24 === 0 ? `${hours / 24} d` : `${hours} h`
}

function subjectText({ of, value }: Clock, guide: GuideNames): string {
  const status = statusLabel(value).toLowerCase()
  if (of === "status") return status.startsWith("in ") ? status : `in ${status}`
  return of === "code" ? `for ${exceptionName(value, guide)}` : `for SMS: ${messagingLabel(value).toLowerCase()}`
}

/** Which clock it is: "14 d in exception, our rule". Every limit is the operator's own, and says so. */
export function clockName(clock: Clock, guide: GuideNames): string {
  // The status stands in the row: beside a calendar's name there is no room to say it twice.
  if (clock.calendar !== null && clock.of === "status") return lengthText(clock)
  return `${lengthText(clock)} ${subjectText(clock, guide)}, our rule`
}
