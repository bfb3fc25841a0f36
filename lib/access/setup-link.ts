import { accessUrls } from "#lib/contract/access-urls.ts"
import { env } from "#lib/env.ts"

/** The link that lets one person choose a password, as it is handed over. */
export function setupLink(token: string): string {
  return new URL(accessUrls.setup(token), env().publicUrl).href
}
