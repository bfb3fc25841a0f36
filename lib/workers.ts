import cluster from "node:cluster"

/** Server processes that share the port. */
export type Workers = { readonly stop: () => Promise<void> }

/** Starts as many, and again each that ends by itself; resolves when all of them serve. */
export async function startWorkers(count: number): Promise<Workers> {
  const exits: Promise<void>[] = []
  let stopping = false
  const fork = (): void => {
    const worker = cluster.fork()
    exits.push(new Promise((resolve) => worker.once("exit", () => resolve())))
    worker.once("exit", () => {
      if (!stopping) setTimeout(fork, 1_000)
    })
  }
  for (let index = 0; index < count; index++) fork()
  await new Promise<void>((resolve) => {
    let serving = 0
    cluster.on("listening", () => ++serving === count && resolve())
  })
  const stop = async (): Promise<void> => {
    stopping = true
    for (const worker of Object.values(cluster.workers ?? {})) worker?.process.kill("SIGTERM")
    await Promise.all(exits)
  }
  return { stop }
}
