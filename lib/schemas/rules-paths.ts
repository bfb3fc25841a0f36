import { z } from "zod"
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject, ZodOpenApiResponseObject } from "zod-openapi"
import { rulesChangeSchemas, rulesEffectSchema, rulesFileSchema, rulesSavedSchema, rulesSchema } from "./rules-json.ts"

/** How the description says an answer, a problem and a read. */
type Words = {
  readonly json: (description: string, schema: z.ZodType) => ZodOpenApiResponseObject
  readonly problem: (description: string) => ZodOpenApiResponseObject
  readonly read: (summary: string, schema: z.ZodType) => ZodOpenApiOperationObject
}

/** The paths of the exception guide and the clocks. */
export function rulesPaths({ json, problem, read }: Words): ZodOpenApiPathsObject {
  const change = (
    summary: string,
    body: z.ZodType,
    answer = json("Saved, and in force.", rulesSavedSchema),
  ): ZodOpenApiOperationObject => ({
    summary: `${summary} Needs a same-origin Origin; a form of the same fields is led back to its page by 303.`,
    requestBody: { content: { "application/json": { schema: body } } },
    responses: {
      "200": answer,
      "400": problem("What is refused: `errors` names each field and what is allowed. Nothing is saved."),
      "409": problem("Somebody saved meanwhile: `version` is no longer in force."),
      "413": problem("The body is over 1 MiB."),
      "415": problem("Neither JSON nor a form."),
    },
  })
  const preview = change(
    "Tells what a change would do to the orders, and changes nothing.",
    z.union(Object.values(rulesChangeSchemas)),
    json("How many orders would move.", rulesEffectSchema),
  )
  const which = z.object({ of: z.enum(["guide", "guide-reset", "clocks", "clocks-reset", "import"]) })
  return {
    "/api/rules": { get: read("The exception guide and the clocks in force.", rulesSchema) },
    "/api/rules/export": { get: read("The same as a file to keep, or to import elsewhere.", rulesFileSchema) },
    "/api/rules/preview": { post: { ...preview, requestParams: { query: which } } },
    "/api/rules/guide": { post: change("Saves a row of the exception guide.", rulesChangeSchemas.guide) },
    "/api/rules/guide/reset": {
      post: change("Puts a row back to its default; one without a default goes.", rulesChangeSchemas["guide/reset"]),
    },
    "/api/rules/clocks": { post: change("Saves all clocks and calendars.", rulesChangeSchemas.clocks) },
    "/api/rules/clocks/reset": { post: change("Puts all clocks back to the defaults.", rulesChangeSchemas["clocks/reset"]) },
    "/api/rules/import": {
      post: change("Saves a whole file: guide, clocks or both; what it leaves out stays.", rulesChangeSchemas.import),
    },
  }
}
