/** Gathers what waits at the same moment and hands it on together. */
export type Batcher<Item, Result> = (item: Item) => Promise<Result>

type Waiting<Item, Result> = { readonly item: Item; readonly resolve: (result: Result) => void; readonly reject: (error: unknown) => void }

/**
 * A batcher that runs `work` on all items that wait, at most `maxSize` at once. A batch forms behind the one
 * under way, so a lone item waits for nothing; after a batch of several the next one lingers until as many more wait as
 * were just answered, for `lingerMs` at most, so that they can join it with what they send next. Only behind a batch that
 * takes longer than `patienceMs` does another start beside it, so that one that is stuck holds up nobody else.
 * `work` returns one result an item, in order; if it throws, every item of the batch is rejected.
 */
export function createBatcher<Item, Result>(options: {
  readonly maxSize: number
  /** A batch stops before it weighs more than this, but never before its first item. */
  readonly maxWeight: number
  readonly weigh: (item: Item) => number
  readonly lingerMs: number
  readonly patienceMs: number
  readonly work: (items: readonly Item[]) => Promise<readonly Result[]>
}): Batcher<Item, Result> {
  const waiting: Waiting<Item, Result>[] = []
  let isBusy = false

  async function run(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    isBusy = true
    let isCounted = true
    const release = (isDone: boolean): void => {
      if (!isCounted) return
      isCounted = false
      isBusy = false
      const mayGrow = isDone && batch.length > 1 && waiting.length < options.maxSize
      if (mayGrow && options.lingerMs > 0) linger(waiting.length + batch.length)
      else schedule()
    }
    const patience = setTimeout(() => release(false), options.patienceMs)
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
      clearTimeout(patience)
      release(true)
    }
  }

  /** The next items that go together, taken out of those that wait. */
  function take(): Waiting<Item, Result>[] {
    let weight = 0
    const end = waiting.findIndex(({ item }, index) => {
      weight += options.weigh(item)
      return index === options.maxSize || (index > 0 && weight > options.maxWeight)
    })
    return waiting.splice(0, end === -1 ? waiting.length : end)
  }

  let isScheduled = false
  /** At the soonest after this turn of the event loop: what arrived in one read of the sockets goes together. */
  function schedule(): void {
    if (isScheduled || isBusy || lingering || waiting.length === 0) return
    isScheduled = true
    setImmediate(() => {
      isScheduled = false
      if (!isBusy && waiting.length > 0) void run(take())
    })
  }

  let lingering: { readonly wanted: number; readonly timer: NodeJS.Timeout } | null = null
  function linger(wanted: number): void {
    lingering = { wanted: Math.min(wanted, options.maxSize), timer: setTimeout(endLingering, options.lingerMs) }
  }
  function endLingering(): void {
    clearTimeout(lingering?.timer)
    lingering = null
    schedule()
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (lingering && waiting.length >= lingering.wanted) endLingering()
      else schedule()
    })
}
