import { authorize, type Viewer } from "#lib/access/roles.ts"
import { readDb } from "#lib/db/client.ts"
import { Prisma } from "#lib/db/sql.ts"
import type { OrderSelection } from "./order-filter.ts"
import { withAnyKey, withKey } from "./order-names.ts"

type Names = { readonly id: string; readonly support_key: string | null; readonly customer_reference: string | null }

/** Which of the names that a filter asks for no order has, whatever else the filter says; in the order asked. */
export async function findMissingNames(viewer: Viewer, { support_key, any_key }: OrderSelection): Promise<string[]> {
  authorize(viewer, "read")
  const asked = [...(support_key ?? []), ...(any_key ?? [])]
  if (asked.length === 0) return []
  const conditions = [...(support_key ? [withKey(support_key)] : []), ...(any_key ? [withAnyKey(any_key)] : [])]
  // Each by its own index: one of either would be looked for among all.
  const parts = conditions.map(
    (condition) => Prisma.sql`
      SELECT o.id::text, lower(o.support_key) AS support_key, lower(o.customer_reference) AS customer_reference FROM orders o WHERE ${condition}`,
  )
  const found = await readDb().$queryRaw<Names[]>`${Prisma.join(parts, " UNION ")}`
  const names = new Set(found.flatMap(({ id, support_key: key, customer_reference: reference }) => [id, key, reference]))
  return asked.filter((name) => !names.has(name.toLowerCase()))
}

/** Which of some names orders have. One with a NUL none has: the database takes no such text. */
export async function knowNames(viewer: Viewer, names: readonly string[]): Promise<(name: string) => boolean> {
  const asked = names.filter((name) => !name.includes("\u0000"))
  const missing = asked.length === 0 ? [] : await findMissingNames(viewer, { any_key: asked })
  return (name) => asked.includes(name) && !missing.includes(name)
}
