import { z } from "zod"
import { type Choice, choiceOf, parseFilterValue } from "#lib/porting/filter-value.ts"
import { listParam } from "./read-query.ts"

const LISTED = 'Comma-separated; "in quotes" one may hold commas or blanks around it.'
const NEGATED = "A dash before a value means all but it; a value's own leading dash is doubled."

/** Any of several values, or all but some. An unknown value is no error: it is of an open set. */
export const openChoice = (description: string) =>
  listParam()
    .transform(choiceOf)
    .optional()
    .meta({ description: `${description} ${LISTED} An open set. ${NEGATED}` })

/** Any of several known values, or all but some. */
export const closedChoice = (allowed: readonly string[], description: string) =>
  listParam()
    .refine((texts) => texts.every((text) => allowed.includes(parseFilterValue(text).value)), `any of ${allowed.join(", ")} is allowed.`)
    .transform(choiceOf)
    .optional()
    .meta({ description: `${description} Any of ${allowed.join(", ")}, comma-separated. ${NEGATED}` })

export type Span = { readonly millis: number; readonly not: boolean }

const SPAN = /^(-?)(\d{1,4})(h|d)$/
const MILLIS = { h: 3_600_000, d: 24 * 3_600_000 } as const

/** A length of time in whole hours or days; with a dash before it, the opposite of what it asks for. */
export const spanParam = (description: string) =>
  z
    .string()
    .regex(SPAN, "hours or days, like 24h or 7d, are allowed; -7d is the opposite of 7d.")
    .transform((text): Span => {
      const [, dash, count, unit] = SPAN.exec(text) ?? []
      return { millis: Number(count) * MILLIS[unit === "h" ? "h" : "d"], not: dash === "-" }
    })
    .optional()
    .meta({ description })

export type { Choice }
