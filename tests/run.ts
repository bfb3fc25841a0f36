import { existsSync, readFileSync } from "node:fs"
import { join, relative } from "node:path"
import { codeOf, runChild } from "#lib/run-child.mjs"
import { endGroup, makeRunFolder, removeRunFolder } from "./support/run-folder.ts"

/** `npm test`: every test there is, and one last line that counts them. */
type Counts = { passed: number; failed: number; skipped: number }
/** What is told of a test that did not pass. */
type Left = { readonly what: "failed" | "skipped"; readonly name: string }
type Results = { readonly counts: Counts; readonly left: readonly Left[] }

const NO_REPORT: Results = {
  counts: { passed: 0, failed: 1, skipped: 0 },
  left: [{ what: "failed", name: "the run itself: there is no report" }],
}

const root = join(import.meta.dirname, "..")
/** All that the tests write, so that nothing of a run is left, however it ends. */
const folder = makeRunFolder()

function binary(name: string, file: string): string {
  return join(root, "node_modules", name, file)
}

async function run(args: readonly string[], env: Record<string, string> = {}): Promise<boolean> {
  const { code, stopped, pid } = await runChild(process.execPath, args, {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, TMPDIR: folder, ...env },
    group: true,
  })
  await endGroup(pid)
  if (!stopped) return code === 0
  await removeRunFolder(folder)
  process.exit(codeOf(stopped))
}

function readReport<Report>(name: string): Report | null {
  const file = join(folder, name)
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Report) : null
}

type VitestReport = {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[]
  }[]
}

async function runVitest(): Promise<Results> {
  const output = join(folder, "vitest.json")
  const ok = await run([
    binary("vitest", "vitest.mjs"),
    "run",
    "--config",
    "tests/vitest.config.ts",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${output}`,
  ])
  const report = readReport<VitestReport>("vitest.json")
  if (!report) return NO_REPORT
  const left = report.testResults.flatMap(({ name, status, assertionResults }): Left[] => {
    const file = relative(root, name)
    const tests = assertionResults.flatMap((test): Left[] => {
      if (test.status === "passed") return []
      return [{ what: test.status === "failed" ? "failed" : "skipped", name: `${file} › ${test.fullName}` }]
    })
    return status === "failed" && !tests.some(({ what }) => what === "failed") ? [...tests, { what: "failed", name: file }] : tests
  })
  // A suite that fails before its tests counts as one failure.
  const failed = report.numFailedTests || (ok ? 0 : 1)
  return { counts: { passed: report.numPassedTests, failed, skipped: report.numPendingTests }, left }
}

type Suite = {
  readonly file: string
  readonly suites?: readonly Suite[]
  readonly specs: readonly { readonly title: string; readonly tests: readonly { readonly status: string }[] }[]
}
type PlaywrightReport = {
  readonly stats: { readonly expected: number; readonly unexpected: number; readonly flaky: number; readonly skipped: number }
  readonly suites: readonly Suite[]
}

function leftOf({ file, suites = [], specs }: Suite): Left[] {
  const own = specs.flatMap(({ title, tests }) =>
    tests.flatMap(({ status }): Left[] => {
      if (status === "expected") return []
      return [{ what: status === "skipped" ? "skipped" : "failed", name: `tests/e2e/${file} › ${title}` }]
    }),
  )
  return [...own, ...suites.flatMap(leftOf)]
}

async function runPlaywright(): Promise<Results> {
  const env = { PLAYWRIGHT_JSON_OUTPUT_NAME: join(folder, "playwright.json"), TZ: "Asia/Kathmandu" }
  const ok = await run([binary("playwright", "cli.js"), "test", "--config", "tests/playwright.config.ts", "--reporter=list,json"], env)
  const report = readReport<PlaywrightReport>("playwright.json")
  if (!report) return NO_REPORT
  const { expected, unexpected, flaky, skipped } = report.stats
  const counts = { passed: expected, failed: unexpected + flaky || (ok ? 0 : 1), skipped }
  return { counts, left: report.suites.flatMap(leftOf) }
}

const results = [await runVitest(), await runPlaywright()]
await removeRunFolder(folder)
for (const { what, name } of results.flatMap(({ left }) => left)) console.log(`${what}: ${name}`)
const sum = (of: keyof Counts): number => results.reduce((total, { counts }) => total + counts[of], 0)
const skipped = sum("skipped") > 0 ? `, ${sum("skipped")} skipped` : ""
console.log(`${sum("passed")} passed, ${sum("failed")} failed${skipped}`)
process.exit(sum("failed") === 0 ? 0 : 1)
