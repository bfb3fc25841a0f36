import type { LineageJson } from "#lib/contract.ts"

/**
 * A short text that changes whenever a lineage does (FNV-1a over all that is in it), so that a browser can tell
 * whether what the server drew is still so without having been sent it a second time.
 */
export function lineageMark({ nodes, edges, truncated }: LineageJson): string {
  const states = nodes.map(({ id, support_key, customer_reference, status, messaging_port_status, court, placeholder }) =>
    JSON.stringify([id, support_key, customer_reference, status, messaging_port_status, court, placeholder]),
  )
  const moves = edges.map(({ from, to, count, first_at, last_at }) => JSON.stringify([from, to, count, first_at, last_at]))
  let hash = 0x811c9dc5
  for (const char of [...states, ...moves, String(truncated)].join()) {
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0
  }
  return hash.toString(36)
}
