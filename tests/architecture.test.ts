import { describe, expect, test } from "vitest"
import { findViolations, type SourceFile } from "./support/architecture.ts"
import { readSources } from "./support/sources.ts"

const file = (path: string, ...lines: string[]): SourceFile => ({ path, text: lines.join("\n") })
const rulesBroken = (...files: SourceFile[]): string[] => findViolations(files).map((violation) => violation.rule)

test("the house keeps its rules, without exceptions", () => {
  const sources = readSources()
  expect(sources.length).toBeGreaterThan(50)
  expect(findViolations(sources).map(({ rule, path, detail }) => `${path}: ${rule}: ${detail}`)).toEqual([])
})

/** Every rule is broken once, by files that exist only here. */
describe("a house that breaks a rule is found out", () => {
  test.each<[string, SourceFile[], string]>([
    ["lib/porting imports the database", [file("lib/porting/a.ts", 'import { b } from "#lib/db/b.ts"'), file("lib/db/b.ts")], "imports"],
    ["lib/porting imports a package", [file("lib/porting/a.ts", 'import { z } from "zod"')], "imports"],
    ["lib/format imports a query", [file("lib/format/a.ts", 'import { b } from "#lib/queries/b.ts"'), file("lib/queries/b.ts")], "imports"],
    [
      "a pure intake file reads the environment",
      [file("lib/intake/parse-event.ts", 'import { env } from "#lib/env.ts"'), file("lib/env.ts")],
      "imports",
    ],
    [
      "the intake imports a query",
      [file("lib/intake/keep-receipts.ts", 'import { b } from "#lib/queries/b.ts"'), file("lib/queries/b.ts")],
      "imports",
    ],
    ["a query imports the intake", [file("lib/queries/a.ts", 'import { b } from "#lib/intake/b.ts"'), file("lib/intake/b.ts")], "imports"],
    [
      "a component imports a query",
      [file("components/ui/a.tsx", 'import { b } from "#lib/queries/b.ts"'), file("lib/queries/b.ts")],
      "imports",
    ],
    [
      "the client imports rules of the server",
      [file("lib/client/a.ts", 'import { b } from "#lib/access/b.ts"'), file("lib/access/b.ts")],
      "imports",
    ],
    ["a schema imports the database", [file("lib/schemas/a.ts", 'import { b } from "#lib/db/b.ts"'), file("lib/db/b.ts")], "imports"],
    ["the database imports the intake", [file("lib/db/a.ts", 'import { b } from "#lib/intake/b.ts"'), file("lib/intake/b.ts")], "imports"],
    ["lib/http imports the database", [file("lib/http.ts", 'import { b } from "#lib/db/b.ts"'), file("lib/db/b.ts")], "imports"],
    ["a page imports the database", [file("app/page.tsx", 'import { b } from "#lib/db/b.ts"'), file("lib/db/b.ts")], "imports"],
    [
      "a page imports the door",
      [file("app/page.tsx", 'import { b } from "#lib/intake/receive-webhook.ts"'), file("lib/intake/receive-webhook.ts")],
      "imports",
    ],
    ["somebody imports the server", [file("lib/queries/a.ts", 'import { b } from "#lib/server.ts"'), file("lib/server.ts")], "imports"],
    ["somebody imports app", [file("components/ui/a.tsx", 'import { b } from "#app/b.ts"'), file("app/b.ts")], "imports"],
    ["an import by a dynamic path", [file("lib/porting/a.ts", 'const b = await import("#lib/db/b.ts")'), file("lib/db/b.ts")], "imports"],
    ["a re-export", [file("lib/porting/a.ts", 'export { b } from "#lib/db/b.ts"'), file("lib/db/b.ts")], "imports"],
    ["a cycle", [file("lib/porting/a.ts", 'import { b } from "./b.ts"'), file("lib/porting/b.ts", 'import { a } from "./a.ts"')], "cycle"],
    ["a barrel", [file("lib/porting/index.ts", 'export { a } from "./a.ts"'), file("lib/porting/a.ts")], "name"],
    ["a file called utils", [file("lib/format/utils.ts")], "name"],
    ["a file that is not in kebab-case", [file("lib/format/formatDate.ts")], "name"],
    ["process.env outside lib/env", [file("lib/db/a.ts", "const a = process.env.HOME")], "environment"],
    ["a clock in lib/porting", [file("lib/porting/a.ts", "const now = Date.now()")], "clock"],
    ["a clock in lib/porting by another name", [file("lib/porting/a.ts", "const now = new Date()")], "clock"],
    ["randomness in lib/porting", [file("lib/porting/a.ts", "const dice = Math.random()")], "clock"],
    [
      "a client file that reaches zod by a path of two steps",
      [file("components/ui/a.tsx", '"use client"', 'import { b } from "./b.ts"'), file("components/ui/b.ts", 'import { z } from "zod"')],
      "client",
    ],
    [
      "a client file that reaches the database",
      [file("components/ui/a.tsx", '"use client"', 'import { b } from "#lib/db/b.ts"'), file("lib/db/b.ts")],
      "client",
    ],
    ["a default export that Next does not ask for", [file("components/ui/a.tsx", "export default function A() {}")], "default"],
    ["a query that does not ask what its viewer may", [file("lib/queries/a.ts", "export function a(_viewer: Viewer) {}")], "viewer"],
    ["any", [file("lib/db/a.ts", "const a: any = 1")], "types"],
    ["a silenced type error", [file("lib/db/a.ts", "// @ts-expect-error", "const a = 1")], "types"],
  ])("%s", (_what, files, rule) => {
    expect(rulesBroken(...files)).toContain(rule)
  })

  test("and one that keeps them is not", () => {
    const page = file("app/orders/page.tsx", 'import { getOrder } from "#lib/queries/get-order.ts"', "export default function Page() {}")
    const query = file(
      "lib/queries/get-order.ts",
      'import { z } from "zod"',
      'import { readDb } from "#lib/db/client.ts"',
      'import type { Court } from "#lib/porting/court.ts"',
    )
    const rest = [
      file("lib/db/client.ts", 'import { env } from "#lib/env.ts"'),
      file("lib/env.ts", "const a = process.env"),
      file("lib/porting/court.ts", "const at = new Date(0)"),
    ]
    expect(rulesBroken(page, query, ...rest)).toEqual([])
  })
})
