import { spawnSync } from "node:child_process"
import { join } from "node:path"

/** `npm run check`: format, lint, types and unit tests, in under a minute; with `--no-tests` what is no test. */
const root = join(import.meta.dirname, "..")
const binary = (name: string, file: string): string => join(root, "node_modules", name, file)

const all: [string, string[]][] = [
  ["format and lint", [binary("@biomejs/biome", "bin/biome"), "check", "--error-on-warnings", "."]],
  ["route types", [binary("next", "dist/bin/next"), "typegen"]],
  ["types", [binary("typescript", "bin/tsc"), "-p", ".", "--incremental", "false"]],
  ["unused files, exports and dependencies", [binary("knip", "bin/knip.js"), "--config", "tests/knip.json"]],
  ["unit tests", [binary("vitest", "vitest.mjs"), "run", "--config", "tests/vitest.config.ts", "--project", "unit"]],
]

const steps = process.argv.includes("--no-tests") ? all.filter(([name]) => name !== "unit tests") : all

for (const [name, args] of steps) {
  const started = Date.now()
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" })
  console.log(`check: ${name}: ${status === 0 ? "ok" : "FAILED"} (${((Date.now() - started) / 1000).toFixed(1)} s)`)
  if (status !== 0) process.exit(1)
}
