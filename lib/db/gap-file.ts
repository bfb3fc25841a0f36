import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { env } from "#lib/env.ts"
import { log } from "#lib/log.ts"
import { ownerOf, ownIdentity } from "./process-identity.ts"

/** Milliseconds since 1970. */
export type Span = { readonly from: number; readonly to: number; readonly count: number }
/** Gaps by their reason. */
export type Spans = readonly [reason: string, spans: readonly Span[]][]

const NAME = /^gaps-(\d+)-(\d+)(?:-\d+)?\.json$/
const ownFile = (number = ""): string => join(env().dataDir, `gaps-${ownIdentity()}${number}.json`)

let told = ""

/**
 * Gaps that the database does not have yet wait on disk, too: a process may end before it takes them. None: it has them all.
 * Where the disk takes nothing either, the log has them.
 */
export function saveGaps(spans: Spans): void {
  const text = JSON.stringify(spans)
  try {
    if (spans.length === 0) rmSync(ownFile(), { force: true })
    else {
      writeFileSync(`${ownFile()}.new`, text, { mode: 0o600 })
      renameSync(`${ownFile()}.new`, ownFile())
    }
  } catch (error) {
    if (told !== text) log.error({ err: error, gaps: spans }, "The file of gaps that wait for the database is not what it should be.")
    told = text
  }
}

/** None where it cannot be read: then it is put aside, for a person to look at. */
function read(file: string): Spans {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Spans
  } catch (error) {
    const aside = `${file}.unreadable`
    log.error({ err: error, aside }, "Gaps of an earlier run cannot be read: their file is put aside.")
    try {
      renameSync(file, aside)
    } catch {
      // It goes with the others then: no start is to fail for it.
    }
    return []
  }
}

/** None where the folder cannot be read: whether it will do is for others to say. */
function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** A file that is nobody's, made ours; null where another process was first. */
function claim(name: string, number: number): string | null {
  const ours = ownFile(`-${number}`)
  try {
    renameSync(join(env().dataDir, name), ours)
    return ours
  } catch {
    return null
  }
}

/**
 * What processes that are no more had left, given to `take`, and to no other process. To be called before this one saves any:
 * a file of its own name is then an earlier one's. They are gone from the disk once `take` has returned.
 */
export function takeLeftGaps(take: (spans: Spans) => void): void {
  const left = filesIn(env().dataDir).filter((name) => {
    const [, pid, began] = NAME.exec(name) ?? []
    return pid !== undefined && began !== undefined && ownerOf(pid, began) !== "other"
  })
  const claimed = left.flatMap((name, number) => claim(name, number) ?? [])
  if (claimed.length === 0) return
  take(claimed.flatMap(read))
  for (const file of claimed) rmSync(file, { force: true })
}
