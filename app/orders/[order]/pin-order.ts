import { redirect } from "next/navigation"
import type { RawQuery } from "#lib/format/list-query.ts"

/** Leads from a key that several orders have to the UUID of the one it stands for now: another may be told of while the page is open. */
export function pinOrder(id: string, name: string, address: (id: string) => string, asked: RawQuery): void {
  if (name.toLowerCase() === id) return
  const query = new URLSearchParams(Object.entries(asked).flatMap(([key, value]) => [value ?? []].flat().map((each) => [key, each])))
  redirect(query.size > 0 ? `${address(id)}?${query}` : address(id))
}
