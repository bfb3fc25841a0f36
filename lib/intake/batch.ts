/** Gathers what waits at the same moment and hands it on together. */
export type Batcher<Item, Result> = (item: Item) => Promise<Result>

type Waiting<Item, Result> = { readonly item: Item; readonly resolve: (result: Result) => void; readonly reject: (error: unknown) => void }

/**
 * A batcher that runs `work` on all items that wait, at most `maxSize` at once and `maxRunning` batches side by
 * side. There is no timer: a batch forms behind the one under way, so a lone item waits for nothing.
 * `work` returns one result an item, in order; if it throws, every item of the batch is rejected.
 */
export function createBatcher<Item, Result>(options: {
  readonly maxSize: number
  readonly maxRunning: number
  readonly work: (items: readonly Item[]) => Promise<readonly Result[]>
}): Batcher<Item, Result> {
  const waiting: Waiting<Item, Result>[] = []
  let running = 0
  let scheduled = false

  async function run(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    running++
    try {
      const results = await options.work(batch.map(({ item }) => item))
      batch.forEach(({ resolve, reject }, index) => {
        const result = results[index]
        if (result === undefined) reject(new Error("The batch gave no result for this item."))
        else resolve(result)
      })
    } catch (error) {
      for (const { reject } of batch) reject(error)
    } finally {
      running--
      start()
    }
  }

  function start(): void {
    scheduled = false
    while (running < options.maxRunning && waiting.length > 0) void run(waiting.splice(0, options.maxSize))
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (scheduled || running >= options.maxRunning) return
      scheduled = true
      // After this turn of the event loop: requests that arrived in one read of the sockets go together.
      setImmediate(start)
    })
}
