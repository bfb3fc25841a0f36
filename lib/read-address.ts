import { type Problems, type Source, textOf } from "./variables.ts"

/** A host as it stands in an address. */
const inAddress = (host: string): string => (host.includes(":") ? `[${host}]` : host)

/** Where it listens. Null: what is given is no host. Whoever reads addresses knows that 256.0.0.1 is none. */
export function readHost(source: Source, problems: Problems): string | null {
  const host = textOf(source, "HOST", problems) ?? "127.0.0.1"
  if (/^[A-Za-z0-9.:-]+$/.test(host) && URL.canParse(`http://${inAddress(host)}`)) return host
  return problems.wrong("HOST", host, "a host name or an IP address is allowed.")
}

/** The address from outside: nothing but scheme, host and port. */
export function readPublicUrl(source: Source, host: string, port: number, problems: Problems): URL {
  const fallback = new URL(`http://${inAddress(host)}:${port}`)
  const text = textOf(source, "PUBLIC_URL", problems)
  if (text === null) return fallback
  const url = URL.canParse(text) ? new URL(text) : null
  if (url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`) return url
  problems.wrong("PUBLIC_URL", text, "an address like https://ports.example.com, without a user, a path or more, is allowed.")
  return fallback
}
