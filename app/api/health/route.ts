import { json } from "#lib/http.ts"

export const dynamic = "force-dynamic"

export function GET(): Response {
  return json({ status: "alive" })
}

export { methodNotAllowed as DELETE, methodNotAllowed as PATCH, methodNotAllowed as POST, methodNotAllowed as PUT } from "#lib/http.ts"
