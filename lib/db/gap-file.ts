import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { env } from "#lib/env.ts"
import { log } from "#lib/log.ts"
import { ownerOf, ownIdentity } from "./process-identity.ts"

/** Milliseconds since 1970. */
export type Span = { readonly from: number; readonly to: number; readonly count: number }
/** Gaps by their reason. */
export type Spans = readonly [reason: string, spans: readonly Span[]][]

const NAME = /^gaps-(\d+)-(\d+)\.json(\.\d+)?$/
const ownFile = (): string => join(env().dataDir, `gaps-${ownIdentity()}.json`)

/** Gaps that the database does not take wait on disk, too: a process may end before it does. Where the disk takes nothing either, the log has them. */
export function saveGaps(spans: Spans): void {
  try {
    writeFileSync(`${ownFile()}.0`, JSON.stringify(spans), { mode: 0o600 })
    renameSync(`${ownFile()}.0`, ownFile())
  } catch (error) {
    log.error({ err: error, gaps: spans }, "Gaps are written down nowhere yet.")
  }
}

/** The database has them. */
export function forgetSavedGaps(): void {
  rmSync(ownFile(), { force: true })
}

function read(file: string): Spans {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Spans
  } catch (error) {
    log.error({ err: error, file }, "Gaps of an earlier run cannot be read.")
    return []
  }
}

/**
 * What processes that are no more had left, given to `take`, and to no other process. Gone from the disk once `take` has
 * returned.
 */
export function takeLeftGaps(take: (spans: Spans) => void): void {
  const { dataDir } = env()
  if (!existsSync(dataDir)) return
  for (const name of readdirSync(dataDir)) {
    const [, pid, began] = NAME.exec(name) ?? []
    if (pid === undefined || began === undefined || ownerOf(pid, began) !== "nobody") continue
    const ours = join(dataDir, `gaps-${pid}-${began}.json.${process.pid}`)
    try {
      renameSync(join(dataDir, name), ours)
    } catch {
      continue
    }
    take(read(ours))
    rmSync(ours, { force: true })
  }
}
