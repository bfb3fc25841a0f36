import type { IncomingMessage } from "node:http"
import { isIP } from "node:net"
import { CLIENT_ADDRESS } from "./contract/access.ts"
import { env } from "./env.ts"

const FORWARDED = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-forwarded-port", "x-real-ip"]

/** IPv4 as such, where a socket of both families has it as `::ffff:…`. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "")

/** The nearest address on the way here that is no proxy of ours: what stands further out anybody may have written. */
function clientOf(peer: string, forwarded: readonly string[]): string {
  const { trustedProxies } = env()
  const way = [...forwarded.map((address) => plain(address.trim())), peer]
  for (let at = way.length - 1; at > 0; at -= 1) {
    const [address = "", before = ""] = [way[at], way[at - 1]]
    if (!trustedProxies.has(address) || isIP(before) === 0) return address
  }
  return way[0] ?? peer
}

/**
 * Names the client's address on the request, and drops what it says of itself: only a proxy of TRUSTED_PROXIES is
 * believed. Returns the host that was asked for, as that proxy tells it.
 */
export function settleClient(request: IncomingMessage): { readonly host: string } {
  const { headers } = request
  const peer = plain(request.socket.remoteAddress ?? "")
  const isProxy = env().trustedProxies.has(peer)
  const text = (name: string): string | undefined => [headers[name]].flat().join(",") || undefined
  const host = (isProxy ? text("x-forwarded-host") : undefined) ?? headers.host ?? ""
  headers[CLIENT_ADDRESS] = isProxy ? clientOf(peer, text("x-forwarded-for")?.split(",") ?? []) : peer
  // Next would build addresses from them; what we know of the outside stands in PUBLIC_URL.
  for (const name of FORWARDED) delete headers[name]
  return { host }
}
