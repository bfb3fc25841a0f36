import { customerUrls } from "#lib/contract/customer.ts"
import { env } from "#lib/env.ts"

/** The link by which a customer sees where an order stands, as it is handed over. */
export function customerLink(token: string): string {
  return new URL(customerUrls.page(token), env().publicUrl).href
}
