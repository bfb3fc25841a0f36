import { z } from "zod"
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject, ZodOpenApiResponsesObject } from "zod-openapi"
import { gapListSchema, gapSchema } from "./pen.ts"

/** How the description says a read, a change, and what they can be refused with. */
type Words = {
  readonly read: (summary: string, schema: z.ZodType, more: Partial<ZodOpenApiOperationObject>) => ZodOpenApiOperationObject
  readonly change: (summary: string, schema: z.ZodType) => ZodOpenApiOperationObject
  readonly notFound: ZodOpenApiResponsesObject
  readonly badQuery: ZodOpenApiResponsesObject
}
type Queries = { readonly gaps: z.ZodObject }

/** The paths of what was refused: the gaps. */
export function penPaths({ read, change, notFound, badQuery }: Words, queries: Queries): ZodOpenApiPathsObject {
  const close = change("Marks a gap as seen to; one that is closed stays as it is.", gapSchema)
  return {
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
