import { createHash } from "node:crypto"
import { z } from "zod"
import { ORDER_FLAGS, SPLIT_KINDS } from "#lib/contract.ts"
import { COURTS } from "#lib/porting/court.ts"
import { UNTOLD } from "#lib/porting/filter-value.ts"
import { parseInstant } from "#lib/porting/instant.ts"
import { SECTIONS } from "#lib/porting/sections.ts"
import { isUuid } from "#lib/porting/uuid.ts"
import { closedChoice, openChoice, spanParam } from "./choice-param.ts"
import { cursorParam, limitParam, listParam, textParam } from "./read-query.ts"

const MIN_SEARCH = 3
const LONGEST_SEARCH = 200
const ORDER_SORTS = [
  "-last_event_at",
  "last_event_at",
  "status_since",
  "-status_since",
  "support_key",
  "customer_reference",
  "due_at",
] as const
export type OrderSort = (typeof ORDER_SORTS)[number]

/** In whose queue an order may stand. */
export const NEEDING = COURTS.filter((court) => court !== "none")
const INCLUDED = ["attention", "split_cycle"] as const

const shownParam = z.enum(["true", "only"], { error: '"true" (include) or "only" is allowed.' }).optional()

const EXACT = 'Exact, case-insensitive, up to 200, comma-separated; "in quotes" one may hold commas.'

/** What the list, its count, its facets and its CSV are filtered by. */
const FILTERS = {
  q: textParam(LONGEST_SEARCH)
    .refine((text) => [...text].length >= MIN_SEARCH, {
      error: `${MIN_SEARCH} to ${LONGEST_SEARCH} characters are allowed.`,
      params: { note: `Type at least ${MIN_SEARCH} characters to search.` },
    })
    .optional()
    .meta({
      description:
        "Support key or UUID or the beginning of either, or any part of the customer reference. Case-insensitive; % _ \\ , mean themselves.",
    }),
  support_key: listParam().optional().meta({ description: EXACT }),
  any_key: listParam().optional().meta({
    description:
      'Support keys, UUIDs or customer references, mixed: exact, case-insensitive, up to 200, comma-separated; "in quotes" one may hold commas.',
  }),
  id: listParam()
    .refine((ids) => ids.every(isUuid), "UUIDs, separated by commas, are allowed.")
    .optional()
    .meta({ description: "UUIDs, up to 200, comma-separated. Unlike any_key it only narrows: what is left out otherwise stays out." }),
  customer_reference: listParam().optional().meta({ description: EXACT }),
  status: openChoice(`Any of these status values; \`${UNTOLD}\`: none told yet.`),
  exception_code: openChoice("Any of these codes in the present details."),
  messaging: openChoice(`Any of these messaging states; \`${UNTOLD}\`: none told.`),
  court: closedChoice(COURTS, "Who has to move."),
  needs: closedChoice(NEEDING, "In whose queue the order stands; by itself it means every section but `watch`."),
  attention: closedChoice(SECTIONS, "In which section of the queue: overdue, due within 24 h, later, watch."),
  split: closedChoice(SPLIT_KINDS, "Numbers came in, went out, either, or came back to where they had been (cycle)."),
  flag: closedChoice(
    ORDER_FLAGS,
    "Has an event whose id another event has too (id_reused), that came over an hour after it occurred (late), or that says to be of the future.",
  ),
  status_age: spanParam("In the present status for at least so long, like 7d or 36h; -7d: not for so long."),
  last_event: spanParam("The last event occurred within so long, like 24h or 7d; -7d: longer ago."),
  deleted: shownParam.meta({ description: "Deleted drafts: left out by default." }),
  placeholder: shownParam.meta({ description: "Orders that only splits have named: left out by default." }),
  updated_since: z
    .string()
    // A plus that nobody escaped reads as a space.
    .overwrite((text) => text.replace(/ (?=\d\d:\d\d$)/, "+"))
    .refine((text) => parseInstant(text) !== null, "an RFC 3339 time with Z or an offset is allowed.")
    .optional()
    .meta({
      description:
        "Inclusive, by updated_at. A change may be seen up to 30 s after the updated_at that it has: who polls asks from 30 s before the last time.",
    }),
}

/** What facets take: which orders, not how they are listed. */
export const orderSelectionSchema = z.object(FILTERS)

const sortParam = z.enum(ORDER_SORTS, { error: `one of ${ORDER_SORTS.join(", ")} is allowed.` })

/** What a file of orders takes: which ones, and how they are sorted. */
export const orderExportSchema = z.object({
  ...FILTERS,
  sort: sortParam
    .optional()
    .meta({ description: "As in the list, of up to 10,000 orders. More than those come by id, as they do where no sort is asked for." }),
})

/** The filter, sort and page of the order list. Page, route, count and OpenAPI share it. */
export const orderFilterSchema = z.object({
  ...FILTERS,
  sort: sortParam.default("-last_event_at"),
  count: z.enum(["exact"], { error: '"exact" is allowed.' }).optional().meta({ description: "Count beyond 10,000." }),
  include: listParam()
    .refine((names) => names.every((name) => INCLUDED.some((known) => known === name)), `any of ${INCLUDED.join(", ")} is allowed.`)
    .optional()
    .meta({
      description:
        "Adds members to each order, comma-separated: `attention`, in whose queue it stands, and until when; `split_cycle`, whether numbers that left it came back.",
    }),
  limit: limitParam,
  cursor: cursorParam.optional(),
})

export type OrderSelection = z.output<typeof orderSelectionSchema>
export type OrderExport = z.output<typeof orderExportSchema>
export type OrderFilter = z.output<typeof orderFilterSchema>

/** A short name of the question a cursor belongs to: everything but page size, place and count. */
export function orderQuestion({ cursor: _cursor, limit: _limit, count: _count, include: _include, ...question }: OrderFilter): string {
  return createHash("sha256").update(JSON.stringify(question)).digest("base64url").slice(0, 16)
}
