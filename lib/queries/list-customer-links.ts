import { authorize, type Viewer } from "#lib/access/roles.ts"
import type { CustomerLinkJson } from "#lib/contract/customer.ts"
import { accessDb } from "#lib/db/client.ts"
import { microText, Prisma } from "#lib/db/sql.ts"

/** The links in force that were made of an order, the newest first. */
export async function listCustomerLinks(viewer: Viewer, orderId: string): Promise<CustomerLinkJson[]> {
  authorize(viewer, "read")
  const text = (column: string): Prisma.Sql => microText(Prisma.raw(`l.${column}`))
  return accessDb().$queryRaw<CustomerLinkJson[]>`
    SELECT id::text, scope, zone, created_by, ${text("created_at")} AS created_at, ${text("expires_at")} AS expires_at, views,
      ${text("last_viewed_at")} AS last_viewed_at
    FROM customer_links l WHERE order_id = ${orderId}::uuid AND revoked_at IS NULL AND expires_at > clock_timestamp()
    ORDER BY l.created_at DESC, id LIMIT 50`
}
