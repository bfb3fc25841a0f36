import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test, vi } from "vitest"
import { type Spans, takeLeftGaps } from "#lib/db/gap-file.ts"
import { env } from "#lib/env.ts"
import { log } from "#lib/log.ts"

test("gaps of an earlier run that cannot be read are put aside, and the others are taken", () => {
  vi.spyOn(log, "error").mockReturnValue()
  const folder = env().dataDir
  mkdirSync(folder, { recursive: true })
  const spans: Spans = [["spool_failed", [{ from: 1, to: 2, count: 3 }]]]
  writeFileSync(join(folder, "gaps-1-1.json"), JSON.stringify(spans))
  writeFileSync(join(folder, "gaps-2-2.json"), '[["spool_f')
  const taken: Spans[] = []
  takeLeftGaps((left) => taken.push(left))
  expect(taken).toEqual([spans])
  const left = readdirSync(folder).filter((name) => name.startsWith("gaps-"))
  expect(left).toEqual([expect.stringMatching(/\.unreadable$/)])
  expect(readFileSync(join(folder, left[0] ?? ""), "utf8")).toBe('[["spool_f')
})
