import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client"

/** What this process counts, for Prometheus. Names and units as Prometheus has them: seconds, bytes, `_total`. */
export type Metrics = ReturnType<typeof createMetrics>

/** From a commit to the limits that answers must keep: 1 s for the database, 1.5 s for us, 2 s for Telnyx. */
const ANSWER_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2]
const LAG_SECONDS = [0.5, 1, 2, 5, 15, 60, 300, 3_600, 21_600, 86_400]
const BATCH_SIZES = [1, 2, 4, 8, 16, 32, 64, 128]

/** What webhooks are answered with. */
const RESULTS = [
  ...["stored", "duplicate", "quarantined", "spooled", "tested"],
  ...["unavailable", "unauthentic", "too_large", "cut_off", "empty", "encoded", "method"],
]

function createMetrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const metrics = {
    registry,
    webhooks: new Counter({ registers, name: "portline_webhooks_total", help: "Webhooks answered, by result.", labelNames: ["result"] }),
    answerSeconds: new Histogram({
      registers,
      name: "portline_webhook_answer_seconds",
      help: "From the last byte of a webhook's body to its answer.",
      buckets: ANSWER_SECONDS,
    }),
    batchSize: new Histogram({
      registers,
      name: "portline_batch_webhooks",
      help: "Webhooks kept together.",
      buckets: BATCH_SIZES,
    }),
    batches: new Counter({
      registers,
      name: "portline_batches_total",
      help: "Batches of webhooks, by the way they went: at_once, or locked where something had changed since it was read.",
      labelNames: ["way"],
    }),
    lagSeconds: new Histogram({
      registers,
      name: "portline_event_lag_seconds",
      help: "From an event's occurred_at to the receipt of a delivery of it that was stored.",
      buckets: LAG_SECONDS,
    }),
    attempts: new Counter({
      registers,
      name: "portline_delivery_attempts_total",
      help: "Deliveries kept, by the attempt that Telnyx says it is.",
      labelNames: ["attempt"],
    }),
    passwordChecks: new Counter({ registers, name: "portline_password_hashes_total", help: "Passwords hashed, to keep or to check one." }),
    drained: new Counter({ registers, name: "portline_spool_drained_total", help: "Webhooks brought from the spool into the database." }),
    reads: new Counter({
      registers,
      name: "portline_read_requests_total",
      help: "Where READ_DATABASE_URL is set: requests, by the place that was chosen for what they read.",
      labelNames: ["place"],
    }),
    pool: new Gauge({
      registers,
      name: "portline_pool_connections",
      help: "Connections to the database, by pool and state; waiting: requests that wait for one.",
      labelNames: ["pool", "state"],
      collect() {
        for (const [pool, { total, idle, waiting }] of poolsNow()) {
          this.set({ pool, state: "used" }, total - idle)
          this.set({ pool, state: "idle" }, idle)
          this.set({ pool, state: "waiting" }, waiting)
        }
      },
    }),
  }
  // A rate is told of a counter from its second sample on: the first 503 is not to be that.
  for (const result of RESULTS) metrics.webhooks.inc({ result }, 0)
  return metrics
}

export type PoolUse = { readonly total: number; readonly idle: number; readonly waiting: number }

type Held = {
  metrics?: Metrics
  readonly pools: Map<string, () => PoolUse>
  /** Where several processes share the port: what all of them count, as Prometheus's text. */
  gather?: () => Promise<string>
}

/** One set a process: Next bundles its own copy of this module. */
const holder = globalThis as typeof globalThis & { portlineMetrics?: Held }
holder.portlineMetrics ??= { pools: new Map() }
const held = holder.portlineMetrics

const poolsNow = (): [string, PoolUse][] => [...held.pools].map(([name, read]) => [name, read()])

/** Made at their first use: a command that runs for a moment counts nothing. */
export function metrics(): Metrics {
  held.metrics ??= createMetrics()
  return held.metrics
}

/** How a pool of connections is used is read whenever somebody asks for it. */
export function watchPool(name: string, read: () => PoolUse): void {
  held.pools.set(name, read)
}

/** From now on `countedText` answers for all processes that share the port. */
export function gatherBy(gather: () => Promise<string>): void {
  held.gather = gather
}

/** What has been counted, in Prometheus's text format. */
export const countedText = (): Promise<string> => (held.gather ? held.gather() : metrics().registry.metrics())

/** Values read at this moment, in Prometheus's text format: name, help, value. */
export async function gaugesText(values: readonly (readonly [string, string, number])[]): Promise<string> {
  const registry = new Registry()
  for (const [name, help, value] of values) new Gauge({ registers: [registry], name, help }).set(value)
  return registry.metrics()
}
