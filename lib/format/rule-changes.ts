import type { Clock, Clocks } from "#lib/porting/clock.ts"
import { type ExceptionGuide, type ExceptionGuideRow, rowOf } from "#lib/porting/exception.ts"
import type { Rules } from "#lib/porting/rules.ts"
import { clockText } from "./clock-text.ts"
import { courtLabel } from "./court-label.ts"
import { statusLabel } from "./status-label.ts"

/** One thing that a saving changed. `code`: the row of the guide that it is about; null: the clocks. */
export type RuleChange = { readonly code: string | null; readonly text: string }

const limitText = (limit: Clock | null | undefined): string => (limit ? clockText(limit) : "none")
const courtText = ({ court, withCustomer }: ExceptionGuideRow): string => `${courtLabel(court)}${withCustomer ? ", with the customer" : ""}`

/** What the texts of a row say is too long to be told twice: only that they changed is. */
function rowChanges(before: ExceptionGuideRow, after: ExceptionGuideRow): string[] {
  const told = [
    ["name", before.name, after.name],
    ["court", courtText(before), courtText(after)],
    ["limit", limitText(before.limit), limitText(after.limit)],
  ] as const
  const texts = [
    ["meaning", before.meaning, after.meaning],
    ["steps", before.steps.join("\n"), after.steps.join("\n")],
    ["customer text", before.customerText, after.customerText],
    ["text of the customer's link", before.linkText ?? "", after.linkText ?? ""],
  ] as const
  return [
    ...told.flatMap(([what, was, is]) => (was === is ? [] : [`${what} ${was} → ${is}`])),
    ...texts.flatMap(([what, was, is]) => (was === is ? [] : [`${what} changed`])),
  ]
}

function guideChanges(before: ExceptionGuide, after: ExceptionGuide): RuleChange[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((code): RuleChange[] => {
    const [was, is] = [rowOf(before, code), rowOf(after, code)]
    if (!was || !is) return [{ code, text: is ? "added" : "removed" }]
    const changes = rowChanges(was, is)
    return changes.length > 0 ? [{ code, text: changes.join("; ") }] : []
  })
}

function clockChanges(before: Clocks, after: Clocks): RuleChange[] {
  const names = [...new Set([...Object.keys(before.statuses), ...Object.keys(after.statuses)])]
  const limits = [
    ...names.map((name) => [statusLabel(name), rowOf(before.statuses, name), rowOf(after.statuses, name)] as const),
    ["Messaging", before.messaging, after.messaging] as const,
  ]
  const calendars = [...new Set([...Object.keys(before.calendars), ...Object.keys(after.calendars)])].flatMap((name) => {
    const [was, is] = [rowOf(before.calendars, name), rowOf(after.calendars, name)]
    if (!was || !is) return [`calendar ${name} ${is ? "added" : "removed"}`]
    return JSON.stringify(was) === JSON.stringify(is) ? [] : [`calendar ${name} changed`]
  })
  const texts = limits.flatMap(([name, was, is]) =>
    limitText(was) === limitText(is) ? [] : [`${name} ${limitText(was)} → ${limitText(is)}`],
  )
  return [...texts, ...calendars].map((text) => ({ code: null, text }))
}

/** What one saving of the rules changed, thing by thing. */
export function ruleChanges(before: Rules, after: Rules): RuleChange[] {
  return [...guideChanges(before.guide, after.guide), ...clockChanges(before.clocks, after.clocks)]
}
