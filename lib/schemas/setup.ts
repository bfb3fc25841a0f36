import { z } from "zod"

/** The answers about the webhook's address and the sample. */
const time = z.string().meta({ description: "RFC 3339 in UTC." })
const count = z.int().min(0)

const doorEvent = z.object({ event: z.string(), event_type: z.string().nullable(), received_at: time, verified: z.boolean() })

const refusal = z.object({
  reason: z.string().meta({ description: "Why deliveries were not kept." }),
  count,
  first_at: time,
  last_at: time,
  detail: z.string().nullable().meta({ description: "Of the last one: its method, its skew in seconds, its length or its encoding." }),
  user_agent: z.string().nullable(),
  earlier: z.boolean().meta({ description: "Counted under other public keys than those now set." }),
})

const testEvent = z.object({
  at: time,
  passed: z.boolean(),
  steps: z.array(
    z.object({
      step: z.enum(["reached", "signature", "stored", "shown"]),
      state: z.enum(["passed", "failed", "skipped"]),
      ms: z.number().nullable(),
      text: z.string(),
    }),
  ),
})

export const doorSchema = z.object({
  data: z.object({
    address: z.string(),
    is_local: z.boolean().meta({ description: "Only this machine reaches the address." }),
    keys: z.array(z.string()),
    listening_since: time,
    asked_at: time,
    has_events: z.boolean(),
    first_event: doorEvent.nullable(),
    last_event: doorEvent.nullable(),
    quarantined: z.object({ event: z.string(), reason: z.string().nullable(), received_at: time }).nullable(),
    refusals: z.array(refusal),
    test: testEvent.nullable(),
  }),
})

export const testEventSchema = z.object({ data: testEvent })
export const sampleAddedSchema = z.object({ data: z.object({ events: count }) })
export const sampleRemovedSchema = z.object({ data: z.object({ events: count, orders: count }) })
