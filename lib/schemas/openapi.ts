import { z } from "zod"
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from "zod-openapi"
import {
  commentsSchema,
  eventListSchema,
  facetsSchema,
  inboxSchema,
  lineageSchema,
  oneEventSchema,
  orderListSchema,
  orderSchema,
  problemSchema,
  pulseSchema,
  queueSchema,
  readySchema,
  retryAllSchema,
  searchSchema,
  statsSchema,
  storingSchema,
  timelineSchema,
  webhookAnswerSchema,
} from "./answers.ts"
import { customerPaths } from "./customer-paths.ts"
import { guardedPaths, SECURITY_SCHEMES } from "./guarded-paths.ts"
import { penPaths } from "./pen-paths.ts"
import { rulesPaths } from "./rules-paths.ts"
import { doorSchema, sampleAddedSchema, sampleRemovedSchema, testEventSchema } from "./setup.ts"

/** The schemas that validate the queries of the lists; the description is made from the same. */
export type QuerySchemas = {
  readonly orders: z.ZodObject
  readonly selection: z.ZodObject
  readonly exported: z.ZodObject
  readonly queue: z.ZodObject
  readonly order: z.ZodObject
  readonly timeline: z.ZodObject
  readonly events: z.ZodObject
  readonly gaps: z.ZodObject
  readonly pen: z.ZodObject
}

const orderName = z.object({ order: z.string().meta({ description: "UUID or support key." }) })
const eventName = z.object({ event: z.string().meta({ description: "The event's key." }) })

const json = (description: string, schema: z.ZodType) => ({ description, content: { "application/json": { schema } } })
const text = (description: string, type: string) => ({ description, content: { [type]: { schema: z.string() } } })
const problem = (description: string) => ({ description, content: { "application/problem+json": { schema: problemSchema } } })
const notFound = { "404": problem("There is none.") }
const badQuery = { "400": problem("A bad parameter: its name and what is allowed.") }

const read = (summary: string, schema: z.ZodType, more: Partial<ZodOpenApiOperationObject> = {}): ZodOpenApiOperationObject => {
  const { responses = {}, ...rest } = more
  return { summary, ...rest, responses: { "200": json("What was asked for.", schema), ...responses } }
}

const WEBHOOK: ZodOpenApiOperationObject = {
  summary: "Takes one webhook of Telnyx. 200 means that the bytes are on disk.",
  requestBody: { content: { "application/json": { schema: z.unknown() } } },
  requestParams: {
    header: z.object({
      "telnyx-signature-ed25519": z.string().optional().meta({ description: "Base64 of the ed25519 signature over `timestamp|body`." }),
      "telnyx-timestamp": z.string().optional().meta({ description: "Seconds since 1970." }),
    }),
  },
  responses: {
    "200": json("Kept.", webhookAnswerSchema),
    "400": problem("The body is empty or cut off."),
    "401": problem("A key is set, and the delivery is not authentic. It waits in the pen."),
    "405": problem("Only POST is allowed."),
    "408": problem("It did not arrive in time: its headers within 5 s, all of it within 10 s."),
    "413": problem("The body is over 1 MiB."),
    "415": problem("The body is encoded."),
    "431": problem("The headers are over 16 KiB."),
    "503": problem("It could not be kept; Retry-After says when to come again."),
  },
}

const RETRY: ZodOpenApiOperationObject = {
  summary: "Reads a quarantined event again. Needs a same-origin Origin.",
  requestParams: { path: eventName },
  requestBody: { content: { "application/json": { schema: z.unknown() } } },
  responses: {
    "200": json("What came of it.", z.object({ data: webhookAnswerSchema })),
    "303": { description: "For a form: back to the list." },
    "415": problem("Neither JSON nor a form."),
    ...notFound,
  },
}

const PREFERENCES: ZodOpenApiOperationObject = {
  summary: "Keeps a reader's choices in this browser's cookies. What is not allowed becomes the default. Needs a same-origin Origin.",
  requestBody: {
    content: {
      "application/x-www-form-urlencoded": {
        schema: z.object({
          zone: z.string().optional().meta({ description: "An IANA zone; empty for the browser's own." }),
          hours: z.enum(["24", "12"]).optional(),
          theme: z.enum(["system", "light", "dark"]).optional(),
          density: z.enum(["comfortable", "compact"]).optional(),
          keys: z.enum(["on", "off"]).optional(),
          back: z.string().optional().meta({ description: "A path of this server's own to go back to." }),
        }),
      },
    },
  },
  responses: {
    "303": { description: "Kept; back to where the form stood." },
    "403": problem("The Origin is missing or another's."),
    "415": problem("Neither JSON nor a form."),
  },
}

const steps = z
  .string()
  .regex(/^(\d|all)$/)
  .optional()

const LINEAGE_CSV: ZodOpenApiOperationObject = {
  summary: "The moves of numbers near an order, the first one first, as RFC 4180. Cells that a spreadsheet would run begin with '.",
  requestParams: {
    path: orderName,
    query: z.object({
      up: steps.meta({ description: "Steps against the moves, 0 to 9 or all; 2 by default." }),
      down: steps.meta({ description: "Steps along the moves, 0 to 9 or all; 2 by default." }),
      min: z.int().min(1).max(999_999).optional().meta({ description: "The least numbers of a move; 1 by default." }),
    }),
  },
  responses: {
    "200": text("From, From UUID, To, To UUID, Numbers, Events, First, Last, Cycle; of the nearest 500 orders.", "text/csv"),
    ...badQuery,
    ...notFound,
  },
}

const change = (summary: string, schema: z.ZodType): ZodOpenApiOperationObject => ({
  summary: `${summary} Needs a same-origin Origin.`,
  responses: {
    "200": json("What came of it.", schema),
    "303": { description: "For a form: on to a page." },
    "415": problem("Neither JSON nor a form."),
  },
})

const { requestParams: _one, ...RETRY_ALL }: ZodOpenApiOperationObject = {
  ...RETRY,
  summary: "Reads everything in quarantine again. Needs a same-origin Origin.",
  responses: { ...RETRY.responses, "200": json("What came of it.", retryAllSchema) },
}

function paths(queries: QuerySchemas): ZodOpenApiPathsObject {
  const ofOrder = (summary: string, schema: z.ZodType) => ({
    get: read(summary, schema, { requestParams: { path: orderName }, responses: { ...badQuery, ...notFound } }),
  })
  return {
    "/api/webhooks/telnyx": { post: WEBHOOK },
    "/api/orders": { get: read("Lists orders.", orderListSchema, { requestParams: { query: queries.orders }, responses: badQuery }) },
    "/api/orders.csv": {
      get: {
        summary:
          "All orders of a filter as CSV (RFC 4180, UTF-8), streamed: each as it is when it is reached. A cell that begins like a formula gets an apostrophe.",
        requestParams: { query: queries.exported },
        responses: { "200": text("The file.", "text/csv"), ...badQuery },
      },
    },
    "/api/order-facets": {
      get: read("For each value of a filter, the 1,000 most frequent ones at most, how many orders the others leave.", facetsSchema, {
        requestParams: { query: queries.selection },
        responses: badQuery,
      }),
    },
    "/api/attention": {
      get: read("What needs somebody now, by section: each order once, the first 50 of each.", queueSchema, {
        requestParams: { query: queries.queue },
        responses: badQuery,
      }),
    },
    ...rulesPaths({ json, problem, read }),
    "/api/orders/{order}": {
      get: read("One order.", z.object({ data: orderSchema }), {
        requestParams: { path: orderName, query: queries.order },
        responses: { ...badQuery, ...notFound },
      }),
    },
    "/api/orders/{order}/timeline": {
      get: read("An order's events in the total order; a page of large payloads holds fewer than `limit`.", timelineSchema, {
        requestParams: { path: orderName, query: queries.timeline },
        responses: { ...badQuery, ...notFound },
      }),
    },
    "/api/orders/{order}/comments": ofOrder("An order's comments, oldest first.", commentsSchema),
    "/api/orders/{order}/lineage": ofOrder("The orders that numbers moved between.", lineageSchema),
    "/api/orders/{order}/lineage.csv": { get: LINEAGE_CSV },
    "/api/events": {
      get: read("The inbox, newest received first.", eventListSchema, { requestParams: { query: queries.events }, responses: badQuery }),
    },
    "/api/events/retry": { post: RETRY_ALL },
    "/api/events/{event}": {
      get: read("One event with its deliveries, its twins and what came before it.", oneEventSchema, {
        requestParams: { path: eventName },
        responses: { ...badQuery, ...notFound },
      }),
    },
    "/api/events/{event}/raw": {
      get: {
        summary: "The bytes of the first receipt, exactly.",
        requestParams: { path: eventName },
        responses: {
          "200": text("The bytes.", "text/plain"),
          ...badQuery,
          ...notFound,
          "410": problem("The bytes were deleted for their age."),
        },
      },
    },
    "/api/events/{event}/retry": { post: RETRY },
    "/api/storing": { get: read("Where webhooks go while the database does not keep them.", z.object({ data: storingSchema })) },
    ...customerPaths({ change, problem, notFound, orderName }),
    ...penPaths({ read, change, problem, notFound, badQuery }, queries),
    "/api/pulse": { get: read("What stands around every screen.", pulseSchema) },
    "/api/search": {
      get: read("What a key, UUID, reference, event or pasted address leads to.", searchSchema, {
        requestParams: { query: z.object({ q: z.string().optional() }) },
      }),
    },
    "/api/preferences": { post: PREFERENCES },
    "/api/door": { get: read("The webhook's address: how it is set up, what came, what was not kept and why.", doorSchema) },
    "/api/test-event": {
      post: change("Posts a signed test event to the webhook's own address; it leaves nothing behind.", testEventSchema),
    },
    "/api/sample": {
      post: change("Loads the twelve documented bodies as a marked sample.", sampleAddedSchema),
      delete: change("Removes the sample, with what only it had made.", sampleRemovedSchema),
    },
    "/api/inbox": { get: read("How what was received adds up.", inboxSchema) },
    "/api/stats": { get: read("Counts.", statsSchema, { responses: badQuery }) },
    "/api/metrics": {
      get: { summary: "Metrics for Prometheus, of all server processes.", responses: { "200": text("Prometheus text.", "text/plain") } },
    },
    "/api/stream": {
      get: {
        summary:
          "Server-sent events: orders (the ids of those that changed), events, reset (load everything anew; also where over 1,000 orders changed at once), alive.",
        responses: {
          "200": text("The stream.", "text/event-stream"),
          "503": problem("Changes are not heard of: ask the lists themselves."),
        },
      },
    },
    "/api/openapi.json": { get: read("This description.", z.looseObject({ openapi: z.string() })) },
    "/api/health": { get: read("The process lives.", z.object({ status: z.literal("alive") })) },
    "/api/ready": {
      get: read("The database answers and is migrated.", readySchema, {
        responses: { "503": problem("Not ready, and why; with signatures_checked, as when it is ready.") },
      }),
    },
  }
}

/** OpenAPI 3.1 of the whole API. */
export function openApiDocument(queries: QuerySchemas): object {
  return createDocument({
    openapi: "3.1.0",
    info: { title: "Portline", version: "0.1.0", license: { name: "MIT", identifier: "MIT" } },
    components: { securitySchemes: SECURITY_SCHEMES },
    paths: guardedPaths(paths(queries), problem),
  })
}
