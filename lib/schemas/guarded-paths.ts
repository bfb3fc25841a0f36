import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject, ZodOpenApiResponseObject } from "zod-openapi"

/** Who asks, where `AUTH` is not `none`: a key, or a browser that is signed in. */
export const SECURITY_SCHEMES = {
  key: { type: "http", scheme: "bearer", description: "An API key of the settings; its scopes say what it may do." },
  session: {
    type: "apiKey",
    in: "cookie",
    name: "portline_session",
    description: "Set by signing in; over https `__Host-portline_session`.",
  },
} as const

/** Anybody may ask these: they tell nothing of an order. */
const OPEN = ["/api/webhooks/telnyx", "/api/preferences", "/api/health", "/api/ready"]

const isOperation = (value: unknown): value is ZodOpenApiOperationObject =>
  typeof value === "object" && value !== null && "responses" in value

/** The same paths with what holds for all but the open ones: who may ask, and how others are refused. */
export function guardedPaths(
  paths: ZodOpenApiPathsObject,
  problem: (description: string) => ZodOpenApiResponseObject,
): ZodOpenApiPathsObject {
  const refusals = (method: string) => ({
    "401": problem("Nobody is signed in, and no valid key was sent."),
    "403": problem(
      method === "get"
        ? "The role or the key's scopes do not allow it."
        : "The role or the key's scopes do not allow it; or, with a cookie, the Origin is missing or another's.",
    ),
  })
  const guarded = (method: string, operation: ZodOpenApiOperationObject): ZodOpenApiOperationObject => ({
    ...operation,
    security: [{ key: [] }, { session: [] }],
    responses: { ...operation.responses, ...refusals(method) },
  })
  return Object.fromEntries(
    Object.entries(paths).map(([path, item]) => {
      const operations = Object.entries(item).map(([method, value]) => [
        method,
        !OPEN.includes(path) && isOperation(value) ? guarded(method, value) : value,
      ])
      return [path, Object.fromEntries(operations)]
    }),
  )
}
