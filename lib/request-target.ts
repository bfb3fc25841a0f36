import type { IncomingMessage } from "node:http"

const ABSOLUTE = /^https?:\/\/([^/?#\\]*)/i

/**
 * Brings a request's target into the form of a path. In the absolute form, as a proxy is asked, it names the host itself, and
 * that counts instead of the `Host` header (RFC 9112, 3.2.2). False for any other form, as `*` is one.
 */
export function settleTarget(request: IncomingMessage): boolean {
  const { url = "", headers } = request
  const absolute = ABSOLUTE.exec(url)
  if (!absolute) return /^[/\\]/.test(url)
  headers.host = absolute[1] ?? ""
  const rest = url.slice(absolute[0].length)
  request.url = /^[/\\]/.test(rest) ? rest : `/${rest}`
  return true
}
