import { spawn } from "node:child_process"
import { once } from "node:events"
import { join } from "node:path"
import { text } from "node:stream/consumers"
import { expect, test } from "vitest"

const root = join(import.meta.dirname, "../..")

test("faults that a seed draws lose nothing, change nothing and keep no sender waiting", { timeout: 300_000 }, async () => {
  const chaos = spawn(process.execPath, ["tests/chaos/run.ts", "--seed", "7", "--minutes", "0.4"], { cwd: root })
  const [[code], told] = await Promise.all([
    once(chaos, "exit"),
    Promise.all([text(chaos.stdout), text(chaos.stderr)]).then(([out, errors]) => `${errors}${out}`),
  ])
  // What happened is read where it fails.
  expect(code, told).toBe(0)
  expect(told).toContain("every promise held (seed 7)")
})
