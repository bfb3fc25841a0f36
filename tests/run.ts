import { spawnSync } from "node:child_process"
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

/** `npm test`: every test there is, and one last line that counts them. */
type Counts = { passed: number; failed: number; skipped: number }

const root = join(import.meta.dirname, "..")
const reports = mkdtempSync(join(tmpdir(), "portline-reports-"))

function binary(name: string, file: string): string {
  return join(root, "node_modules", name, file)
}

function run(args: readonly string[], env: Record<string, string> = {}): boolean {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit", env: { ...process.env, ...env } })
  return status === 0
}

function readReport<Report>(name: string): Report | null {
  const file = join(reports, name)
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Report) : null
}

function runVitest(): Counts {
  const output = join(reports, "vitest.json")
  const ok = run([
    binary("vitest", "vitest.mjs"),
    "run",
    "--config",
    "tests/vitest.config.ts",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${output}`,
  ])
  const report = readReport<{ numPassedTests: number; numFailedTests: number; numPendingTests: number; success: boolean }>("vitest.json")
  if (!report) return { passed: 0, failed: 1, skipped: 0 }
  // A suite that fails before its tests counts as one failure.
  const failed = report.numFailedTests || (ok ? 0 : 1)
  return { passed: report.numPassedTests, failed, skipped: report.numPendingTests }
}

function runPlaywright(): Counts {
  const env = { PLAYWRIGHT_JSON_OUTPUT_NAME: join(reports, "playwright.json"), TZ: "Asia/Kathmandu" }
  const ok = run([binary("playwright", "cli.js"), "test", "--config", "tests/playwright.config.ts", "--reporter=list,json"], env)
  const report = readReport<{ stats: { expected: number; unexpected: number; flaky: number; skipped: number } }>("playwright.json")
  if (!report) return { passed: 0, failed: 1, skipped: 0 }
  const { expected, unexpected, flaky, skipped } = report.stats
  return { passed: expected, failed: unexpected + flaky || (ok ? 0 : 1), skipped }
}

const results = [runVitest(), runPlaywright()]
rmSync(reports, { recursive: true, force: true })
const sum = (of: keyof Counts): number => results.reduce((total, counts) => total + counts[of], 0)
const skipped = sum("skipped") > 0 ? `, ${sum("skipped")} skipped` : ""
console.log(`${sum("passed")} passed, ${sum("failed")} failed${skipped}`)
process.exit(sum("failed") === 0 ? 0 : 1)
