import { execFileSync } from "node:child_process"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { availableParallelism, cpus, totalmem } from "node:os"
import { join } from "node:path"

const ROOT = join(import.meta.dirname, "..")
const PAGE = join(ROOT, "docs/performance.md")
const GIB = 1024 ** 3

/** Each part of the page is written by one command, between marks; what stands outside of them is written by hand. */
const marks = (part: string): readonly [string, string] => [`<!-- ${part} -->`, `<!-- end of ${part} -->`]

function commit(): string {
  try {
    const git = (...args: string[]): string => execFileSync("git", args, { cwd: ROOT, encoding: "utf8" }).trim()
    return `${git("rev-parse", "--short", "HEAD")}${git("status", "--porcelain", "lib", "app", "components", "prisma") ? " with changes" : ""}`
  } catch {
    return "unknown"
  }
}

/** What it was measured on, in one line. */
function machine(): string {
  const [cpu] = cpus()
  const parts = [cpu?.model.trim() ?? process.arch, `${availableParallelism()} cores`, `${Math.round(totalmem() / GIB)} GiB`]
  return `${new Date().toISOString().slice(0, 10)}, commit ${commit()}, ${parts.join(", ")}, Node ${process.versions.node}, all on one machine: server, database, and who asks.`
}

/** Puts a part's figures, with when and on what they were measured, into docs/performance.md. */
export function writeFigures(part: string, text: string): void {
  const [begin, end] = marks(part)
  const page = existsSync(PAGE) ? readFileSync(PAGE, "utf8") : ""
  const [from, to] = [page.indexOf(begin), page.indexOf(end)]
  const block = `${begin}\n\n${machine()}\n\n${text}\n\n${end}`
  const written = from >= 0 && to > from ? `${page.slice(0, from)}${block}${page.slice(to + end.length)}` : `${page}\n${block}\n`
  writeFileSync(PAGE, written)
}
