import { z } from "zod"
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject, ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from "zod-openapi"
import { gapListSchema, gapSchema, pennedListSchema, releasedSchema, reverifiedSchema } from "./pen.ts"

/** How the description says a read, a change, and what they can be refused with. */
type Words = {
  readonly read: (summary: string, schema: z.ZodType, more: Partial<ZodOpenApiOperationObject>) => ZodOpenApiOperationObject
  readonly change: (summary: string, schema: z.ZodType) => ZodOpenApiOperationObject
  readonly problem: (description: string) => ZodOpenApiResponseObject
  readonly notFound: ZodOpenApiResponsesObject
  readonly badQuery: ZodOpenApiResponsesObject
}
type Queries = { readonly gaps: z.ZodObject; readonly pen: z.ZodObject }

/** The paths of what was refused: the pen and the gaps. */
export function penPaths({ read, change, problem, notFound, badQuery }: Words, queries: Queries): ZodOpenApiPathsObject {
  const close = change("Marks a gap as seen to; one that is closed stays as it is.", gapSchema)
  const release = change("Releases a body that is authentic, though its timestamp was off when it came.", releasedSchema)
  return {
    "/api/pen": {
      get: read("What came without a right signature and waits for the key that verifies it, the newest first.", pennedListSchema, {
        requestParams: { query: queries.pen },
        responses: badQuery,
      }),
    },
    "/api/pen/reverify": {
      post: change(
        "Releases what a key that is set now verifies, its age judged at receipt. Says how many went and are left.",
        reverifiedSchema,
      ),
    },
    "/api/pen/{event}/release": {
      post: {
        ...release,
        requestParams: { path: z.object({ event: z.string().meta({ description: "The key that the 401 named." }) }) },
        responses: { ...release.responses, ...notFound, "409": problem("No key that is set verifies it: there is no way around that.") },
      },
    },
    "/api/gaps": {
      get: read("Spans in which webhooks were refused and kept nowhere, the newest first.", gapListSchema, {
        requestParams: { query: queries.gaps },
        responses: badQuery,
      }),
    },
    "/api/gaps/{id}/close": {
      post: { ...close, requestParams: { path: z.object({ id: z.guid() }) }, responses: { ...close.responses, ...notFound } },
    },
  }
}
