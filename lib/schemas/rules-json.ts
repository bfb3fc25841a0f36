import { z } from "zod"
import type { RulesJson } from "#lib/contract.ts"
import { COURTS } from "#lib/porting/court.ts"
import type { OwnRules, Rules } from "#lib/porting/rules.ts"

const count = z.int().min(0)
/** Shapes only: how long texts may be, and which calendars and fields there are, is for the validation of a change. */
const clock = z.object({ hours: z.number(), calendar: z.string().nullable() }).meta({ description: "calendar null: around the clock." })
const row = z
  .object({
    name: z.string(),
    court: z.enum(COURTS).exclude(["none"]),
    withCustomer: z.boolean(),
    meaning: z.string(),
    steps: z.array(z.string()),
    customerText: z.string().meta({ description: "With fields in braces, as {order}." }),
    linkText: z.string().optional().meta({ description: "What the customer's link says of it; missing: nothing of its own." }),
    limit: clock.nullable().meta({ description: "null: as long as the clock of the status says." }),
  })
  .meta({ id: "GuideRow" })
const calendar = z
  .object({
    zone: z.string(),
    days: z.array(z.int()).meta({ description: "1 is Monday, 7 Sunday." }),
    from: z.string(),
    to: z.string(),
    holidays: z.array(z.string()),
  })
  .meta({ id: "Calendar" })
const guide = z.record(z.string(), row)
const clocks = z.object({
  statuses: z.record(z.string(), clock).meta({ description: "By status value, an open set; a status that is not named has no clock." }),
  messaging: clock.nullable(),
  calendars: z.record(z.string(), calendar),
})
const version = count.meta({ description: "The version that the change was made from, as GET /api/rules gives it." })

export const rulesSchema = z.object({
  data: z.object({ version: count, guide, clocks, own: z.object({ guide: z.array(z.string()), clocks: z.boolean() }) }),
})

export const rulesFileSchema = z.object({
  format: z.literal("portline-rules"),
  version: z.literal(1),
  guide: guide.optional(),
  clocks: clocks.optional(),
})

export const rulesSavedSchema = z.object({
  data: z.object({ version: count, changed: count.meta({ description: "How many orders stand elsewhere now." }) }),
})

export const rulesEffectSchema = z.object({
  data: z.object({ overdue: count, not_overdue: count, needing: count, not_needing: count, court: count }).meta({
    description: "How many orders become overdue and stop being, come to need somebody and stop, and change their court.",
  }),
})

/** What each change takes as JSON. */
export const rulesChangeSchemas = {
  guide: z.object({ version, code: z.string(), ...row.shape }),
  "guide/reset": z.object({ version, code: z.string() }),
  clocks: z.object({ version, ...clocks.shape }),
  "clocks/reset": z.object({ version }),
  import: z.object({ version, file: rulesFileSchema }),
} as const

export function rulesJson({ version, own, rules }: { readonly version: number; readonly own: OwnRules; readonly rules: Rules }): RulesJson {
  return { version, ...rules, own: { guide: Object.keys(own.guide), clocks: own.clocks !== null } }
}
