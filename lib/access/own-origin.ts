import { env } from "#lib/env.ts"
import { isLoopbackName } from "#lib/read-env.ts"

/** The host name of a `Host` header, without its port; null where it is none. */
function hostName(host: string): string | null {
  const url = URL.canParse(`http://${host}`) ? new URL(`http://${host}`) : null
  return url && url.host === host.toLowerCase().replace(/:80$/, "") ? url.hostname : null
}

/** Whether a `Host` header names this server: PUBLIC_URL's, or a loopback name. Anything else may be DNS rebinding. */
export function isOwnHost(host: string): boolean {
  const name = hostName(host)
  return name !== null && (isLoopbackName(name) || name === env().publicUrl.hostname)
}

/** Whether an `Origin` is a page of ours. Loopback names count as each other. */
export function isOwnOrigin(origin: string): boolean {
  if (!URL.canParse(origin)) return false
  const given = new URL(origin)
  if (given.origin !== origin) return false
  const own = env().publicUrl
  if (given.protocol !== own.protocol || given.port !== own.port) return false
  return given.hostname === own.hostname || (isLoopbackName(given.hostname) && isLoopbackName(own.hostname))
}
