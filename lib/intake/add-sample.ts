import type { Db } from "#lib/db/client.ts"
import { keepReceipts } from "./keep-receipts.ts"
import { readDelivery } from "./read-delivery.ts"
import type { Receipt } from "./receipt.ts"
import bodies from "./sample-bodies.json" with { type: "json" }

/** The twelve bodies that Telnyx documents, byte for byte. */
export function sampleBodies(): readonly Uint8Array[] {
  return bodies.map((body) => Buffer.from(`${JSON.stringify(body, null, 2)}\n`))
}

/** Each a millisecond after the other, so that the list shows them in the order of their numbers. */
function sampleReceipts(now: number): Receipt[] {
  const headers = { "user-agent": "Portline's sample" }
  return sampleBodies().map((raw, index) =>
    readDelivery({ source: "sample", raw, receivedAt: now + index, verified: false, headers }, false),
  )
}

/** Keeps the sample as the door keeps webhooks, marked. What is known already gets no further delivery. Returns how many were new. */
export async function addSample(db: Db): Promise<number> {
  const receipts = sampleReceipts(Date.now())
  const known = await db.$queryRaw<{ key: string }[]>`SELECT key FROM events WHERE key = ANY(${receipts.map(({ key }) => key)}::text[])`
  const news = receipts.filter((receipt) => !known.some(({ key }) => key === receipt.key))
  const kept = news.length > 0 ? await keepReceipts(news) : []
  return kept.filter(({ result }) => result === "stored").length
}
