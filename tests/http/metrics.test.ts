import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { createDatabase, dropDatabase } from "../support/database.ts"
import { fixture } from "../support/fixtures.ts"
import { until } from "../support/ledger.ts"
import { type Portline, startPortline } from "../support/portline.ts"
import { sentStatus } from "../support/sent.ts"
import { get, post } from "../support/webhook.ts"

/** The samples of a Prometheus text: name with labels → value. Throws on a line that is none. */
function samplesOf(text: string): Map<string, number> {
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("# "))
  return new Map(
    lines.map((line) => {
      const [, name = "", value = ""] = /^([a-z_][a-z0-9_]*(?:\{[a-z_]+="[^"]*"(?:,[a-z_]+="[^"]*")*\})?) (\S+)$/.exec(line) ?? []
      if (name === "" || Number.isNaN(Number(value.replace("+Inf", "Infinity")))) throw new Error(`No sample: ${line}`)
      return [name, Number(value)]
    }),
  )
}

async function scrape({ url }: Portline): Promise<Map<string, number>> {
  const answer = await get(url, "/api/metrics")
  expect([answer.status, answer.type]).toEqual([200, "text/plain; version=0.0.4; charset=utf-8"])
  return samplesOf(answer.text)
}

describe.each([1, 2])("with %d server processes", (workers) => {
  let portline: Portline
  let databaseUrl: string

  beforeAll(async () => {
    databaseUrl = await createDatabase()
    portline = await startPortline({ env: { DATABASE_URL: databaseUrl, WORKERS: String(workers) } })
  })
  afterAll(() => portline.stop())

  test("webhooks are counted by what became of them, whichever process took them", async () => {
    const bodies = [fixture(1), fixture(1), "not understood", "", sentStatus("draft", { attempt: 3 }), sentStatus("draft", { attempt: 9 })]
    for (const body of bodies) await post(portline.url, body, { headers: { connection: "close" } })
    const samples = await scrape(portline)
    expect(samples.get('portline_webhooks_total{result="stored"}')).toBe(3)
    expect(samples.get('portline_webhooks_total{result="duplicate"}')).toBe(1)
    expect(samples.get('portline_webhooks_total{result="quarantined"}')).toBe(1)
    expect(samples.get('portline_webhooks_total{result="empty"}')).toBe(1)
    expect(samples.get('portline_delivery_attempts_total{attempt="3"}')).toBe(1)
    expect(samples.get('portline_delivery_attempts_total{attempt="more"}')).toBe(1)
    expect(samples.get("portline_webhook_answer_seconds_count")).toBe(6)
    expect(samples.get("portline_event_lag_seconds_count")).toBe(3)
    expect(samples.get("portline_batch_webhooks_sum")).toBe(5)
  })

  test("what waits, the pools and the event loop are told", async () => {
    const samples = await scrape(portline)
    expect(samples.get("portline_quarantined_events")).toBe(1)
    expect(samples.get("portline_penned_webhooks")).toBe(0)
    expect(samples.get("portline_open_gaps")).toBe(0)
    expect(samples.get("portline_spooled_webhooks")).toBe(0)
    expect(samples.get("portline_database_answers")).toBe(1)
    expect(samples.get("portline_outage_seconds")).toBe(0)
    expect(samples.get('portline_pool_connections{pool="intake",state="idle"}')).toBeGreaterThanOrEqual(1)
    expect(samples.has("nodejs_eventloop_lag_p99_seconds")).toBe(true)
    expect(samples.get("process_resident_memory_bytes")).toBeGreaterThan(50_000_000)
  })

  test("without its database the metrics still come, and say so; what only that knows is left out", async () => {
    await dropDatabase(databaseUrl)
    await until("a webhook is spooled", async () => (await post(portline.url, sentStatus("draft"))).json.result === "spooled")
    const asked = performance.now()
    const samples = await scrape(portline)
    expect(performance.now() - asked).toBeLessThan(1_500)
    expect(samples.get("portline_database_answers")).toBe(0)
    expect(samples.get("portline_spooled_webhooks")).toBeGreaterThanOrEqual(1)
    expect(samples.has("portline_quarantined_events")).toBe(false)
  })
})
