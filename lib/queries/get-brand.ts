import { authorize, type Viewer } from "#lib/access/roles.ts"
import type { BrandJson } from "#lib/contract/customer.ts"
import { readDb } from "#lib/db/client.ts"

/** Who moves the numbers, as customers are told; both empty until it was said. */
export async function getBrand(viewer: Viewer): Promise<BrandJson> {
  authorize(viewer, "read")
  const [brand] = await readDb().$queryRaw<BrandJson[]>`SELECT name, contact FROM brand WHERE id = 1`
  return brand ?? { name: "", contact: "" }
}
