import { z } from "zod"
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject, ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from "zod-openapi"
import { LINK_DAYS, LINK_DAYS_MAX, LINK_SCOPES } from "#lib/contract/customer.ts"

/** How the description says a change, and what it can be refused with. */
type Words = {
  readonly change: (summary: string, schema: z.ZodType) => ZodOpenApiOperationObject
  readonly problem: (description: string) => ZodOpenApiResponseObject
  readonly notFound: ZodOpenApiResponsesObject
  readonly orderName: z.ZodObject
}

const wish = z.object({
  scope: z.enum(LINK_SCOPES).default("order").meta({ description: "The order alone, or all that numbers were split from and to." }),
  zone: z.string().default("UTC").meta({ description: "The IANA zone of its times." }),
  days: z.int().min(1).max(LINK_DAYS_MAX).default(LINK_DAYS),
})
const body = (schema: z.ZodType) => ({ requestBody: { content: { "application/json": { schema } } } })

/** The paths of what is done for a customer: the link by which they see where an order stands, and the end of their data. */
export function customerPaths({ change, problem, notFound, orderName }: Words): ZodOpenApiPathsObject {
  const make = change("Makes a customer's link. It is shown this once.", z.object({ data: z.object({ link: z.url() }) }))
  const revoke = change("Ends a customer's link.", z.object({ data: z.object({ order: z.uuid() }) }))
  const remove = change(
    "Deletes all that is kept of an order, for good. Needs an admin's session.",
    z.object({ data: z.object({ events: z.int(), orders: z.int() }) }),
  )
  const badBody = { "400": problem("A bad member of the body: its name and what is allowed.") }
  return {
    "/api/orders/{order}/links": {
      post: { ...make, requestParams: { path: orderName }, ...body(wish), responses: { ...make.responses, ...badBody, ...notFound } },
    },
    "/api/links/{link}/revoke": {
      post: { ...revoke, requestParams: { path: z.object({ link: z.uuid() }) }, responses: { ...revoke.responses, ...notFound } },
    },
    "/api/orders/{order}/delete": {
      post: {
        ...remove,
        requestParams: { path: orderName },
        ...body(z.object({ confirm: z.string().meta({ description: "The order's support key, or its UUID where it has none." }) })),
        responses: { ...remove.responses, ...badBody, ...notFound },
      },
    },
  }
}
