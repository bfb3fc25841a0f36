import cluster, { type Worker } from "node:cluster"
import { AggregatorRegistry, type MetricObjectWithValues, type MetricValue } from "prom-client"
import { gatherBy, metrics } from "./metrics.ts"

type Counted = MetricObjectWithValues<MetricValue<string>>[]

/** A worker asks the first process; that asks every worker what it has counted, and answers with all of it together. */
type Message =
  | { readonly kind: "metrics_asked"; readonly id: number }
  | { readonly kind: "metrics_wanted"; readonly id: number }
  | { readonly kind: "metrics_counted"; readonly id: number; readonly counted: Counted }
  | { readonly kind: "metrics_gathered"; readonly id: number; readonly text: string }

/** A process that does not answer in time is left out: whoever asks for metrics does not wait for it. */
const PATIENCE_MS = 500

type Gathering = { readonly counted: Counted[]; left: number; readonly end: () => void }

const send = (worker: Worker, message: Message): void => {
  if (worker.isConnected()) worker.send(message)
}

/** In the first process: answers the workers that ask. */
export function gatherForWorkers(): void {
  const gatherings = new Map<number, Gathering>()
  let last = 0
  const gather = async (): Promise<string> => {
    const id = ++last
    const workers = Object.values(cluster.workers ?? {}).flatMap((worker) => worker ?? [])
    const counted: Counted[] = []
    await new Promise<void>((end) => {
      gatherings.set(id, { counted, left: workers.length, end })
      setTimeout(end, PATIENCE_MS)
      for (const worker of workers) send(worker, { kind: "metrics_wanted", id })
    })
    gatherings.delete(id)
    return AggregatorRegistry.aggregate(counted).metrics()
  }
  cluster.on("message", (worker, message: Message) => {
    if (message.kind === "metrics_asked") void gather().then((text) => send(worker, { kind: "metrics_gathered", id: message.id, text }))
    if (message.kind !== "metrics_counted") return
    const gathering = gatherings.get(message.id)
    gathering?.counted.push(message.counted)
    if (gathering && --gathering.left === 0) gathering.end()
  })
}

/** In a worker: tells what it has counted, and asks for all of it when somebody asks here. */
export function shareMetrics(): void {
  const asked = new Map<number, (text: string) => void>()
  let last = 0
  const tell = (message: Message): void => void process.send?.(message)
  process.on("message", async (message: Message) => {
    if (message.kind === "metrics_wanted")
      tell({ kind: "metrics_counted", id: message.id, counted: await metrics().registry.getMetricsAsJSON() })
    if (message.kind !== "metrics_gathered") return
    asked.get(message.id)?.(message.text)
    asked.delete(message.id)
  })
  gatherBy(
    () =>
      new Promise((resolve) => {
        asked.set(++last, resolve)
        tell({ kind: "metrics_asked", id: last })
      }),
  )
}
