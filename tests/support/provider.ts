import { createHash, generateKeyPairSync, randomUUID, sign } from "node:crypto"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { text } from "node:stream/consumers"

/** Who the provider says somebody is: claims of the ID token. */
export type Claims = Readonly<Record<string, unknown>>
export type Provider = {
  readonly issuer: string
  /** As whom the next one signs in; a claim that is given replaces the right one. */
  as: Claims
  readonly stop: () => Promise<void>
}

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url")

/**
 * A provider of OpenID Connect that lets everybody in at once: discovery, keys, the page that leads back with a code, and
 * the token for it, with PKCE checked. It stands for what cannot be had here, and is asked over HTTP like one.
 */
export async function startProvider(clientId: string): Promise<Provider> {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 })
  const codes = new Map<string, { readonly challenge: string; readonly nonce: string }>()
  const idToken = (issuer: string, nonce: string, as: Claims): string => {
    const now = Math.floor(Date.now() / 1_000)
    const claims = { iss: issuer, aud: clientId, iat: now, exp: now + 60, nonce, ...as }
    const signed = `${base64url({ alg: "RS256", kid: "one", typ: "JWT" })}.${base64url(claims)}`
    return `${signed}.${sign("sha256", Buffer.from(signed), privateKey).toString("base64url")}`
  }
  const server: Server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", provider.issuer)
    const json = (body: unknown, status = 200): void =>
      void response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body))
    if (url.pathname === "/.well-known/openid-configuration")
      return json({
        issuer: provider.issuer,
        authorization_endpoint: `${provider.issuer}/authorize`,
        token_endpoint: `${provider.issuer}/token`,
        jwks_uri: `${provider.issuer}/keys`,
        response_types_supported: ["code"],
        subject_types_supported: ["public"],
        id_token_signing_alg_values_supported: ["RS256"],
      })
    if (url.pathname === "/keys") return json({ keys: [{ ...publicKey.export({ format: "jwk" }), kid: "one", alg: "RS256", use: "sig" }] })
    if (url.pathname === "/authorize") {
      const asked = (name: string): string => url.searchParams.get(name) ?? ""
      const code = randomUUID()
      codes.set(code, { challenge: asked("code_challenge"), nonce: asked("nonce") })
      const back = new URL(asked("redirect_uri"))
      back.search = new URLSearchParams({ code, state: asked("state") }).toString()
      return response.writeHead(302, { location: back.href }).end()
    }
    const form = new URLSearchParams(await text(request))
    const begun = codes.get(form.get("code") ?? "")
    codes.delete(form.get("code") ?? "")
    const proven = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url")
    if (!begun || proven !== begun.challenge) return json({ error: "invalid_grant" }, 400)
    json({ access_token: "unused", token_type: "Bearer", expires_in: 60, id_token: idToken(provider.issuer, begun.nonce, provider.as) })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const provider = {
    issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    as: {},
    stop: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  }
  return provider
}
