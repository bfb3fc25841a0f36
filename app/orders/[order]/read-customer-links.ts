import { cookies } from "next/headers"
import type { CustomerLinksProps } from "#components/order/customer-links.tsx"
import { shownSecret } from "#lib/access/page-viewer.ts"
import type { Viewer } from "#lib/access/viewer.ts"
import type { RawQuery } from "#lib/format/list-query.ts"
import { readPreferences } from "#lib/format/preferences.ts"
import { getBrand } from "#lib/queries/get-brand.ts"
import { listCustomerLinks } from "#lib/queries/list-customer-links.ts"

/** What an order's page tells of its customers' links. */
export async function readCustomerLinks(
  viewer: Viewer,
  orderId: string,
  raw: RawQuery,
): Promise<Pick<CustomerLinksProps, "links" | "made" | "zone" | "unsaid">> {
  const [links, brand, jar, secret] = await Promise.all([listCustomerLinks(viewer, orderId), getBrand(viewer), cookies(), shownSecret()])
  const isLink = raw.link === "made" && secret?.includes("/s/") === true
  return {
    links,
    made: isLink ? secret : null,
    zone: readPreferences((name) => jar.get(name)?.value).zone,
    unsaid: [...(brand.name === "" ? ["no company"] : []), ...(brand.contact === "" ? ["nobody to ask"] : [])],
  }
}
