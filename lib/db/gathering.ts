import { log, outsideRequests } from "#lib/log.ts"

/** What a process counts in memory and then writes down, one row a key. */
export type Gathering<Row> = {
  readonly add: (key: string, row: Row) => void
  /** Writes what waits; also at the end of a process. What cannot be written waits on. */
  readonly flush: () => Promise<void>
  /** What the database does not have yet. */
  readonly pending: () => [string, Row][]
}

/** What is gathered for a moment, so that several go in one statement. */
const GATHER_MS = 50
/** At most one statement a second, however much there is. */
const FLUSH_EVERY_MS = 1_000

/**
 * Gathers rows and hands them to `write` together, sorted by key, at most once a second; what fails is joined to what
 * came meanwhile and tried again. `what` names it in the log.
 */
export function createGathering<Row>(options: {
  readonly what: string
  readonly join: (earlier: Row, later: Row) => Row
  readonly write: (rows: readonly [string, Row][]) => Promise<void>
  /** Hears what waits on after each try to write, whether it was written or not. Never throws. */
  readonly onWaiting?: (rows: readonly [string, Row][]) => void
}): Gathering<Row> {
  let waiting = new Map<string, Row>()
  let written = new Map<string, Row>()
  let writing: Promise<void> | null = null
  let timer: NodeJS.Timeout | null = null
  let lastFlushAt = -FLUSH_EVERY_MS
  let isFailing = false

  function put(key: string, earlier: Row): void {
    const later = waiting.get(key)
    waiting.set(key, later === undefined ? earlier : options.join(earlier, later))
  }

  async function writeWaiting(): Promise<void> {
    written = waiting
    waiting = new Map()
    lastFlushAt = performance.now()
    try {
      await options.write([...written].sort(([a], [b]) => (a < b ? -1 : 1)))
      isFailing = false
    } catch (error) {
      for (const [key, row] of written) put(key, row)
      if (!isFailing) log.error({ err: error }, `Not written down yet: ${options.what}.`)
      isFailing = true
    }
    written = new Map()
    options.onWaiting?.([...waiting])
  }

  function schedule(): void {
    const due = Math.max(GATHER_MS, lastFlushAt + FLUSH_EVERY_MS - performance.now())
    timer ??= setTimeout(() => void outsideRequests(flush), due).unref()
  }

  async function flush(): Promise<void> {
    if (timer) clearTimeout(timer)
    timer = null
    while (writing) await writing
    if (waiting.size === 0) return
    writing = writeWaiting()
    await writing
    writing = null
    if (waiting.size > 0) schedule()
  }

  return {
    add: (key, row) => {
      const earlier = waiting.get(key)
      waiting.set(key, earlier === undefined ? row : options.join(earlier, row))
      schedule()
    },
    flush,
    pending: () => [...written, ...waiting],
  }
}
