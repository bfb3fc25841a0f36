import { z } from "zod"
import { COURTS } from "#lib/porting/court.ts"

/** The API's answers as zod has them, for its description. Tests hold every answer to its schema. */
const uuid = z.guid()
const time = z.string().meta({ description: "RFC 3339 in UTC with the sender's precision.", examples: ["2023-01-11T16:08:31.804886Z"] })
const openText = (what: string) => z.string().meta({ description: `${what} An open set: unknown values are passed on as sent.` })
const count = z.int().min(0)

const status = z.object({
  value: openText("A porting status."),
  details: z.array(z.object({ code: openText("An exception code.").nullable(), description: z.string().nullable() })),
})

const messaging = z.looseObject({
  messaging_port_status: openText("A messaging state."),
  enable_messaging: z.boolean().optional(),
  messaging_capable: z.boolean().optional(),
  messaging_port_completed: z.boolean().optional(),
})

/** What of an order needs somebody, for those who ask by include=attention. */
const attention = z.object({
  court: z.enum(COURTS).meta({ description: "In whose queue it stands when it needs somebody; none where it never can." }),
  needs: z.boolean().meta({ description: "Somebody has to act whatever the clock says." }),
  due_at: time.nullable().meta({ description: "When the first of its clocks ends." }),
  watch_from: time.nullable(),
  clock: z
    .object({
      of: z.enum(["status", "code", "messaging"]),
      value: z.string(),
      since: time,
      hours: z.number(),
      calendar: z.string().nullable(),
    })
    .nullable()
    .meta({ description: "The clock that ends first; calendar: the working hours it counts in, null around the clock." }),
})

export const orderSchema = z
  .object({
    id: uuid,
    support_key: z.string().nullable(),
    customer_reference: z.string().nullable(),
    status: status.nullable(),
    status_since: time.nullable(),
    messaging: messaging.nullable(),
    court: z.enum(COURTS).meta({ description: "Who has to move." }),
    deleted_at: time.nullable(),
    placeholder: z.boolean().meta({ description: "Named by splits only; no event of its own yet." }),
    comments_count: count,
    split_from: z.array(uuid),
    split_to: z.array(uuid),
    first_event_at: time.nullable(),
    last_event_at: time.nullable(),
    updated_at: time,
    attention: attention.optional(),
    key_is_shared: z
      .literal(true)
      .optional()
      .meta({ description: "Only with include=attention, and where another order has the same support key." }),
    split_cycle: z.boolean().optional().meta({ description: "Only by include=split_cycle: numbers that left it came back." }),
  })
  .meta({ id: "Order" })

export const orderListSchema = z.object({
  data: z.array(orderSchema),
  next_cursor: z.string().nullable(),
  total: count,
  total_is_exact: z.boolean(),
})

const byValue = z.record(z.string(), count)
export const facetsSchema = z.object({
  data: z.object({
    status: byValue,
    exception_code: byValue,
    messaging: byValue,
    court: byValue,
    needs: byValue,
    attention: byValue,
    split: byValue,
    left_out: z
      .object({ placeholder: count, deleted: count })
      .meta({ description: "What the same filter would list, were it not left out." }),
  }),
})

const byCourt = z.record(z.string(), count)
const queueSection = z.object({ by_court: byCourt, total: count, orders: z.array(orderSchema) })
export const queueSchema = z.object({
  data: z.object({
    now: time,
    sections: z.object({ overdue: queueSection, due: queueSection, later: queueSection, watch: queueSection }),
    needs: byCourt.meta({ description: "What is overdue, due or for later, by court; each order once." }),
    messaging_open: count,
    quarantined: count,
    moving: count.meta({ description: "Orders under way that need nobody, and are in no state never heard of." }),
    unheard: z
      .object({ status: byValue, messaging: byValue })
      .meta({ description: "How many orders are in each status and messaging state never heard of; the 50 most frequent of each." }),
    next_clock_at: time.nullable(),
  }),
})

const shownEvent = {
  event: z.string(),
  received_at: time,
  deliveries: count,
  verified: z.boolean(),
  id_reused: z.boolean(),
  future: z.boolean(),
}

const prunedAt = time.optional().meta({ description: "When its body was deleted for its age; missing while it is kept." })

export const timelineSchema = z.object({
  data: z.array(
    z.object({
      ...shownEvent,
      event_id: z.string(),
      event_type: z.string(),
      occurred_at: time,
      summary: z.string(),
      payload: z.unknown().meta({ description: "As sent; what is left of it where its body is deleted." }),
      pruned_at: prunedAt,
    }),
  ),
  next_cursor: z.string().nullable(),
})

export const commentsSchema = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      body: z.string().nullable(),
      user_type: z.string().nullable(),
      user_id: z.string().nullable(),
      inserted_at: time.nullable(),
    }),
  ),
})

const node = z.object({
  id: uuid,
  support_key: z.string().nullable(),
  customer_reference: z.string().nullable(),
  status: z.string().nullable(),
  messaging_port_status: z.string().nullable(),
  court: z.enum(COURTS),
  placeholder: z.boolean(),
})
const edge = z.object({ from: uuid, to: uuid, count: z.int().min(1), first_at: time, last_at: time })
export const lineageSchema = z.object({ data: z.object({ nodes: z.array(node), edges: z.array(edge), truncated: z.boolean() }) })

const told = z.string().nullable()
const eventDetails = z.object({
  verdict: z.enum(["new", "conflict", "quarantined"]),
  summary: z.string().nullable(),
  attempt: z.int().nullable(),
  envelope: z.enum(["wrapped", "flat"]).nullable(),
  size: count.meta({ description: "Bytes that are kept of its body." }),
  pruned_at: prunedAt,
  told: z.object({ event_type: told, event_id: told, occurred_at: told, order: told }).optional().meta({
    description: "What a quarantined body of up to 8 KiB says of itself, as sent, at most 200 characters each.",
  }),
  order_names: z.record(z.string(), z.string().nullable()).meta({ description: "Support keys of its orders, by order id." }),
  source: z.string().optional(),
})
const event = z.object({
  ...shownEvent,
  event_id: z.string().nullable(),
  event_type: z.string().nullable(),
  state: z.enum(["applied", "quarantined"]),
  reason: z.string().nullable(),
  orders: z.array(uuid),
  occurred_at: time.nullable(),
  details: eventDetails.optional().meta({ description: "With include=details." }),
})
export const eventListSchema = z.object({ data: z.array(event), next_cursor: z.string().nullable() })

const headers = z.record(z.string(), z.string())
const delivery = z.object({ ordinal: z.int().min(1), received_at: time, attempt: z.int().nullable(), verified: z.boolean(), headers })
export const oneEventSchema = z.object({
  data: event.extend({
    details: eventDetails,
    headers: headers.meta({ description: "Those of the first delivery." }),
    kept_deliveries: z.array(delivery).meta({ description: "The first and the newest 20; `deliveries` counts them all." }),
    twins: z.array(z.string()).meta({ description: "Keys of other events with the same event id." }),
    previous: z
      .record(z.string(), z.string())
      .meta({ description: "By order id: the key of the event before this one in the total order." }),
    previous_alike: z.record(z.string(), z.string()).meta({ description: "The same of events of its own type." }),
  }),
})

const tally = z
  .object({ received: count, new: count, repeats: count, conflicts: count, quarantined: count })
  .meta({ description: "received = new + repeats + conflicts + quarantined." })
export const inboxSchema = z.object({
  data: z.object({
    all_time: tally,
    last_24_h: tally.meta({
      description: "Of the events first received in the last 24 hours, from their first minute on, with all their deliveries.",
    }),
    lag_p95_ms: z.number().nullable().meta({ description: "Of the newest 1,000 of the last 24 hours." }),
    last_received_at: time.nullable(),
    penned: count.meta({ description: "Bodies in the pen, in no sum above." }),
    last_penned_at: time.nullable(),
    gaps: count.meta({ description: "Open gaps, in no sum above." }),
  }),
})

export const retryAllSchema = z.object({ data: z.object({ understood: count, still_quarantined: count }) })

const counts = z.record(z.string(), count)
export const statsSchema = z.object({
  orders: count,
  by_status: counts,
  by_exception_code: counts.meta({ description: "Of each group the 1,000 most frequent values." }),
  by_messaging: counts,
  by_court: counts,
  events: count,
  quarantined: count,
  spooled: count,
  penned: count,
  gaps: count,
  refused: count,
})

export const storingSchema = z.object({
  outage_since: z.string().nullable(),
  spooled: z.int(),
  stuck: z.array(z.object({ file: z.string(), at: z.int(), reason: z.string() })),
})

export const pulseSchema = z.object({
  data: z.object({
    last_webhook_at: time.nullable(),
    quarantined: count.max(1000).meta({ description: "Exact up to 1,000." }),
    needs_someone: count.nullable().meta({ description: "Orders that need someone now; null where that is not counted." }),
    penned: z
      .object({ count, since: time, authentic: count, skew_seconds: z.int().nullable() })
      .nullable()
      .meta({ description: "What waits in the pen. authentic: by a key set now; skew_seconds: by how much the newest of those was off." }),
    gaps: z.object({ count, refused: count, since: time }).nullable().meta({ description: "The open gaps." }),
  }),
})

export const searchSchema = z.object({
  data: z.object({
    href: z.string().meta({ description: "The page that Enter opens." }),
    opens: z.enum(["order", "event", "list"]),
    orders: z.array(
      z.object({
        id: uuid,
        support_key: z.string().nullable(),
        key_is_shared: z.boolean().optional().meta({ description: "Whether another order has the same support key." }),
        customer_reference: z.string().nullable(),
        status: z.string().nullable(),
      }),
    ),
  }),
})

export const webhookAnswerSchema = z.object({
  result: z.enum(["stored", "duplicate", "quarantined", "spooled"]),
  event: z.string(),
  reason: z.string().optional(),
})

export const readySchema = z.object({
  status: z.literal("ready"),
  database: z.object({ version: z.string(), fsync: z.string(), synchronous_commit: z.string(), durable: z.boolean() }),
  signatures_checked: z.boolean(),
})

export const problemSchema = z
  .looseObject({ type: z.string(), title: z.string(), status: z.int(), detail: z.string() })
  .meta({ id: "Problem", description: "RFC 9457." })
