import { json } from "#lib/http.ts"

export const dynamic = "force-dynamic"

export function GET(): Response {
  return json({ status: "alive" })
}
