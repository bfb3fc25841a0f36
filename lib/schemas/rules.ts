import { z } from "zod"
import type { Calendar } from "#lib/porting/calendar.ts"
import type { Clock } from "#lib/porting/clock.ts"
import { COURTS, type Court } from "#lib/porting/court.ts"
import type { ExceptionGuideRow } from "#lib/porting/exception.ts"

/** What the rules are held against: the calendars there are, and the fields that a customer text may name. */
export type Known = { readonly calendars: readonly string[]; readonly customerFields: readonly string[] }

const MOST_HOURS = 10 * 366 * 24
const MOST_STEPS = 20
const MOST_HOLIDAYS = 400
/** What a clock can run on is never over by itself. */
const ENDED = ["ported", "cancelled"]

type Guided = Exclude<Court, "none">
const GUIDED = COURTS.filter((court): court is Guided => court !== "none")

const noNul = (text: string): boolean => !text.includes("\u0000")
/** A text as people write it: browsers send line ends as CR LF. */
const text = (what: string, most: number, least = 0) =>
  z
    .string({ error: `${what} is a text.` })
    .transform((given) => given.replace(/\r\n?/g, "\n"))
    .refine((given) => given.trim().length >= least, least > 0 ? `${what} is missing: 1 to ${most} characters are allowed.` : "")
    .refine((given) => given.length <= most, `${what} is too long: at most ${most.toLocaleString("en")} characters are allowed.`)
    .refine(noNul, `${what} must not hold a NUL character.`)

const name = (what: string) => text(what, 100, 1).transform((given) => given.trim())

export const codeSchema = name("The code")
export const statusSchema = name("The status").refine(
  (status) => !ENDED.includes(status),
  "An order that is ported or cancelled is done: no clock runs on it.",
)
export const calendarNameSchema = name("The calendar's name")

function clockSchema({ calendars }: Known) {
  return z.strictObject({
    hours: z
      .number({ error: "A number is allowed, as 36 or 1.5." })
      .positive("More than 0 is allowed.")
      .max(MOST_HOURS, "At most 10 years are allowed."),
    calendar: z
      .string({ error: "The name of a calendar is allowed, or null for around the clock." })
      .nullable()
      .refine((calendar) => calendar === null || calendars.includes(calendar), {
        error: ({ input }) => `There is no calendar ${JSON.stringify(input)}. Allowed: ${calendars.join(", ") || "none yet"}.`,
      }),
  }) satisfies z.ZodType<Clock>
}

const braced = (given: string): string[] => [...given.matchAll(/\{([^{}]*)\}/g)].map(([, field]) => field ?? "")

function customerTextSchema({ customerFields }: Known) {
  return text("The customer text", 5_000).superRefine((given, context) => {
    const unknown = braced(given).filter((field) => !customerFields.includes(field))
    if (unknown.length === 0) return
    const allowed = customerFields.map((field) => `{${field}}`).join(", ")
    context.addIssue({
      code: "custom",
      message: `There is no field ${unknown.map((field) => `{${field}}`).join(", ")}. Allowed: ${allowed}.`,
    })
  })
}

/** A row of the exception guide. */
export function guideRowSchema(known: Known) {
  return z.strictObject({
    name: name("The name"),
    court: z.enum(GUIDED, { error: `One of ${GUIDED.join(", ")} is allowed.` }),
    withCustomer: z.boolean({ error: "true or false is allowed." }),
    meaning: text("The meaning", 2_000),
    steps: z
      .array(
        text("A step", 500, 1).transform((step) => step.trim()),
        { error: "A list of texts is allowed." },
      )
      .max(MOST_STEPS, `At most ${MOST_STEPS} steps are allowed.`),
    customerText: customerTextSchema(known),
    linkText: text("The text of the customer's link", 500).optional(),
    limit: clockSchema(known).nullable(),
  }) satisfies z.ZodType<ExceptionGuideRow>
}

const TIME = "A time from 00:00 to 24:00 is allowed, as 08:30."
const time = z.string({ error: TIME }).regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, TIME)

function isRealDate(date: string): boolean {
  const millis = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN
  return !Number.isNaN(millis) && new Date(millis).toISOString().startsWith(date)
}

/** A zone of the IANA database, by its name there. */
export function isZone(zone: string): boolean {
  return zone === "UTC" || Intl.supportedValuesOf("timeZone").includes(zone)
}

const DAY = "Days of the week are allowed: 1 is Monday, 7 Sunday."
export const calendarSchema = z
  .strictObject({
    zone: z.string({ error: "A zone is allowed, as America/New_York." }).refine(isZone, {
      error: ({ input }) => `There is no zone ${JSON.stringify(input)}. One of the IANA database is allowed, as America/New_York.`,
    }),
    days: z
      .array(z.int(DAY).min(1, DAY).max(7, DAY), { error: DAY })
      .min(1, "At least one day is needed.")
      .refine((days) => new Set(days).size === days.length, "Each day is allowed once."),
    from: time,
    to: time,
    holidays: z
      .array(
        z.string({ error: "A date is allowed, as 2026-12-25." }).refine(isRealDate, {
          error: ({ input }) => `${JSON.stringify(input)} is no date. One a line is allowed, as 2026-12-25.`,
        }),
        { error: "A list of dates is allowed." },
      )
      .max(MOST_HOLIDAYS, `At most ${MOST_HOLIDAYS} dates are allowed.`),
  })
  .refine(({ from, to }) => to > from, { path: ["to"], error: "A time later than the start is allowed." }) satisfies z.ZodType<Calendar>

/** The clock of one status, of messaging or of a code; null: none. */
export const optionalClockSchema = (known: Known) => clockSchema(known).nullable()
