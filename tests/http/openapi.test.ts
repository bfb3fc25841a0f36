import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { z } from "zod"
import * as answers from "#lib/schemas/answers.ts"
import { createDatabase } from "../support/database.ts"
import { ALL_FIXTURES, fixture } from "../support/fixtures.ts"
import { type Portline, startPortline } from "../support/portline.ts"
import { get, post } from "../support/webhook.ts"

let portline: Portline
let document: { openapi: string; paths: Record<string, Record<string, { parameters?: { name: string; in: string }[] }>> }

beforeAll(async () => {
  portline = await startPortline({ env: { DATABASE_URL: await createDatabase() } })
  for (const number of ALL_FIXTURES) await post(portline.url, fixture(number))
  await post(portline.url, "quarantined")
  document = (await get(portline.url, "/api/openapi.json")).json as typeof document
})
afterAll(() => portline.stop())

test("the description is OpenAPI 3.1 and names every parameter that the list takes", () => {
  expect(document.openapi).toBe("3.1.0")
  const names = document.paths["/api/orders"]?.get?.parameters?.map((parameter) => parameter.name)
  expect(names).toEqual([
    "q",
    "support_key",
    "any_key",
    "id",
    "customer_reference",
    "status",
    "exception_code",
    "messaging",
    "court",
    "needs",
    "attention",
    "split",
    "flag",
    "status_age",
    "last_event",
    "deleted",
    "placeholder",
    "updated_since",
    "sort",
    "count",
    "include",
    "limit",
    "cursor",
  ])
})

test("every GET that it describes is answered, and nothing that it does not describe", async () => {
  const events = (await get(portline.url, "/api/events?limit=1")).json.data as { event: string }[]
  for (const [path, operations] of Object.entries(document.paths)) {
    if (!operations.get || path === "/api/stream") continue
    const url = path.replace("{order}", "sr_98f022").replace("{event}", events[0]?.event ?? "")
    expect((await get(portline.url, url)).status, path).toBe(200)
  }
})

test("it says who may ask, and what refuses others and unknown parameters", async () => {
  const { paths } = document as unknown as { paths: Record<string, Record<string, { security?: object[]; responses: object }>> }
  const open = Object.entries(paths).flatMap(([path, operations]) =>
    Object.values(operations).some(({ security }) => !security) ? [path] : [],
  )
  expect(open).toEqual(["/api/webhooks/telnyx", "/api/preferences", "/api/health", "/api/ready"])
  const events = (await get(portline.url, "/api/events?limit=1")).json.data as { event: string }[]
  for (const [path, { get: read }] of Object.entries(paths)) {
    if (!read || path === "/api/stream") continue
    const url = path.replace("{order}", "sr_98f022").replace("{event}", events[0]?.event ?? "")
    const { status } = await get(portline.url, `${url}?no_such_parameter=1`)
    expect([path, Object.keys(read.responses)]).toEqual([
      path,
      expect.arrayContaining([String(status), ...(read.security ? ["401", "403"] : [])]),
    ])
  }
})

describe("every answer is of its described shape, with no member more", () => {
  test.each<[string, z.ZodType]>([
    ["/api/orders?placeholder=true&deleted=true", answers.orderListSchema],
    ["/api/orders?include=attention&status=exception", answers.orderListSchema],
    ["/api/orders?include=attention,split_cycle&split=any", answers.orderListSchema],
    ["/api/order-facets", answers.facetsSchema],
    ["/api/attention", answers.queueSchema],
    ["/api/orders/sr_98f022/timeline", answers.timelineSchema],
    ["/api/orders/sr_acdabe/comments", answers.commentsSchema],
    ["/api/orders/a6efe074-0a3a-4522-8512-d0e004cf6c7d/lineage", answers.lineageSchema],
    ["/api/events", answers.eventListSchema],
    ["/api/events?include=details", answers.eventListSchema],
    ["/api/stats", answers.statsSchema],
    ["/api/ready", answers.readySchema],
    ["/api/orders/nobody", answers.problemSchema],
    ["/api/orders?limit=0", answers.problemSchema],
  ])("%s", async (path, schema) => {
    const { json } = await get(portline.url, path)
    expect(schema.parse(json)).toEqual(json)
  })
})

describe("what the API does not have is answered in its own way", () => {
  test.each(["/api/orders/%ff", "/api/orders/%", "/api/events/%F0%9F/raw"])("a path that is no UTF-8: %s", async (path) => {
    expect(await get(portline.url, path)).toMatchObject({ status: 400, type: expect.stringContaining("problem+json") })
  })

  test.each(["/api", "/api/", "/api/events/abc", "/api/orders/sr_98f022/nothing"])("%s, which there is not", async (path) => {
    expect(await get(portline.url, path)).toMatchObject({ status: 404, type: expect.stringContaining("problem+json") })
  })

  test.each(["GET", "POST", "PUT", "DELETE"])("%s of a path that there is not", async (method) => {
    expect(await get(portline.url, "/api/nothing/at/all", { method })).toMatchObject({
      status: 404,
      type: expect.stringContaining("problem+json"),
      json: { status: 404 },
    })
  })

  test.each([
    "/api/orders",
    "/api/orders.csv",
    "/api/order-facets",
    "/api/orders/sr_98f022",
    "/api/orders/sr_98f022/timeline",
    "/api/orders/sr_98f022/lineage.csv",
    "/api/events",
    "/api/pen",
    "/api/gaps",
    "/api/stats",
    "/api/health",
    "/api/ready",
    "/api/openapi.json",
    "/api/stream",
  ])("a change of %s", async (path) => {
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
      const answer = await get(portline.url, path, { method })
      expect(answer).toMatchObject({ status: 405, type: expect.stringContaining("problem+json") })
      expect(answer.headers.get("allow")).toBe("GET, HEAD")
    }
  })
})
