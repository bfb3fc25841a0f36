import * as openid from "openid-client"
import { env } from "#lib/env.ts"

/** What is kept in the browser between leaving for the provider and coming back, so that no other browser can end it. */
export type OidcTry = { readonly state: string; readonly nonce: string; readonly verifier: string; readonly next: string }
export type OidcPerson = {
  /** Issuer and subject: what stays the same whatever else changes. */
  readonly subject: string
  /** Only one that the provider says it has verified. */
  readonly email: string | null
  readonly name: string | null
}

const TIMEOUT_SECONDS = 10
const SCOPE = "openid email profile"

/** Read from the provider once a process, and again after a failure. */
let known: Promise<openid.Configuration> | null = null

async function configuration(): Promise<openid.Configuration> {
  const { oidc } = env()
  if (oidc === null) throw new Error("OpenID Connect is not set up.")
  const execute = oidc.issuer.protocol === "http:" ? [openid.allowInsecureRequests] : []
  known ??= openid.discovery(oidc.issuer, oidc.clientId, oidc.clientSecret, undefined, { execute, timeout: TIMEOUT_SECONDS })
  try {
    return await known
  } catch (error) {
    known = null
    throw error
  }
}

const redirectUri = (): string => new URL("/api/oidc/callback", env().publicUrl).href

/** Where to send somebody who wants to sign in by the provider, and what their browser keeps meanwhile. */
export async function beginOidc(next: string): Promise<{ readonly url: URL; readonly kept: OidcTry }> {
  const config = await configuration()
  const kept = { state: openid.randomState(), nonce: openid.randomNonce(), verifier: openid.randomPKCECodeVerifier(), next }
  const url = openid.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri(),
    scope: SCOPE,
    state: kept.state,
    nonce: kept.nonce,
    code_challenge: await openid.calculatePKCECodeChallenge(kept.verifier),
    code_challenge_method: "S256",
  })
  return { url, kept }
}

const textOf = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null)

/** Who came back from the provider. Throws where that is not what was begun in this browser, or the provider denies it. */
export async function endOidc(query: string, { state, nonce, verifier }: OidcTry): Promise<OidcPerson> {
  const current = new URL(redirectUri())
  current.search = query
  const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true }
  const claims = (await openid.authorizationCodeGrant(await configuration(), current, checks)).claims()
  if (!claims) throw new Error("The provider sent no ID token.")
  const email = claims.email_verified === true ? textOf(claims.email) : null
  return { subject: `${claims.iss} ${claims.sub}`, email, name: textOf(claims.name) }
}

/** What a cookie kept; null where it is no such thing. */
export function readTry(text: string | undefined): OidcTry | null {
  try {
    const { state, nonce, verifier, next } = JSON.parse(text ?? "null") as Record<string, unknown>
    const texts = [state, nonce, verifier, next].map(textOf)
    if (texts.includes(null)) return null
    return { state, nonce, verifier, next } as OidcTry
  } catch {
    return null
  }
}
