import { drainSpool } from "#lib/intake/drain-spool.ts"
import type { Outcome } from "#lib/intake/outcome.ts"
import { receiveWebhook } from "#lib/intake/receive-webhook.ts"

/** What becomes of an unsigned webhook, without HTTP: into the database that was announced. */
export function takeWebhook(raw: Buffer): Promise<Outcome> {
  return receiveWebhook({ method: "POST", header: () => null, read: async () => ({ ok: true, bytes: raw }) })
}

/** The same until it is in the database: a machine that is busy elsewhere may miss the deadline. */
export async function storeWebhook(raw: Buffer): Promise<void> {
  const outcome = await takeWebhook(raw)
  if (outcome.kind === "kept" && outcome.result === "spooled") await drainSpool()
}
