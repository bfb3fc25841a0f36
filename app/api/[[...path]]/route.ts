import { problem } from "#lib/http.ts"

/** Whatever else is asked of the API. */
async function handle(request: Request): Promise<Response> {
  return problem(404, `There is nothing at ${new URL(request.url).pathname.slice(0, 200)}. The API is described at /api/openapi.json.`)
}

export { handle as DELETE, handle as GET, handle as PATCH, handle as POST, handle as PUT }
