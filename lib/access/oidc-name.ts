import { env } from "#lib/env.ts"

/** What the provider of OpenID Connect is called; null where none is set up. */
export function oidcName(): string | null {
  return env().oidc?.name ?? null
}
