import { mkdtempSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { readEnv } from "#lib/env.ts"
import { newSigningKey } from "../support/signing.ts"

const problemsOf = (source: Record<string, string>): readonly string[] => {
  const result = readEnv(source)
  return result.ok ? [] : result.problems
}

test("without any variable the defaults hold", () => {
  const result = readEnv({})
  expect(result).toMatchObject({ ok: true, env: { host: "127.0.0.1", port: 3000, databaseUrl: null, workers: 1, telnyxKeys: [] } })
  expect(result.ok && result.env.publicUrl.origin).toBe("http://127.0.0.1:3000")
})

test("several keys may be in force, as while keys rotate, and may come from a file", () => {
  const keys = `${newSigningKey().base64}, ${newSigningKey().base64}`
  const file = join(mkdtempSync(join(tmpdir(), "portline-env-")), "key")
  writeFileSync(file, `${keys}\n`)
  for (const source of [{ TELNYX_PUBLIC_KEY: keys }, { TELNYX_PUBLIC_KEY_FILE: file }]) {
    const result = readEnv(source)
    expect(result.ok && result.env.telnyxKeys.length).toBe(2)
  }
})

test("an empty variable counts as unset", () => expect(readEnv({ PORT: "", DATABASE_URL: "", TELNYX_PUBLIC_KEY: "" }).ok).toBe(true))

test("direct and read connections default to the database's", () => {
  const result = readEnv({ DATABASE_URL: "postgresql://a@b/c" })
  expect(result).toMatchObject({ env: { directDatabaseUrl: "postgresql://a@b/c", readDatabaseUrl: "postgresql://a@b/c" } })
})

describe("a wrong value is one line that names the variable", () => {
  test.each([
    ["PORT", "http"],
    ["PORT", "65536"],
    ["PORT", "-1"],
    ["PORT", "3.5"],
    ["WORKERS", "0"],
    ["WORKERS", "many"],
    ["HOST", "0.0.0.0"],
    ["HOST", "not a host"],
    ["AUTH", "maybe"],
    ["ALLOW_UNSIGNED", "yes"],
    ["PUBLIC_URL", "ports.example.com"],
    ["PUBLIC_URL", "https://example.com/path"],
    ["DATABASE_URL", "mysql://root@localhost/db"],
    ["DIRECT_DATABASE_URL", "nonsense"],
    ["READ_DATABASE_URL", "nonsense"],
    ["TELNYX_API_URL", "ftp://x"],
    ["TRUSTED_PROXIES", "bogus"],
    ["TRUSTED_PROXIES", "10.0.0.0/33"],
    ["LOG_LEVEL", "trace"],
    ["TELNYX_PUBLIC_KEY", "too-short"],
    ["TELNYX_PUBLIC_KEY", Buffer.alloc(33).toString("base64")],
    ["TELNYX_PUBLIC_KEY_FILE", "/nowhere/at/all"],
  ])("%s=%s", (name, value) => {
    const problems = problemsOf({ [name]: value })
    expect(problems).toHaveLength(1)
    expect(problems[0]?.startsWith(`${name} is `)).toBe(true)
    expect(problems[0]).toMatch(/allowed|HOST|no such file/)
  })

  test("and never shows a secret", () => {
    const secrets = { DATABASE_URL: "mysql://root:hunter2@localhost/db", TELNYX_PUBLIC_KEY: "hunter2hunter2" }
    expect(problemsOf(secrets).join("\n")).not.toContain("hunter2")
  })

  test("of several wrong values, each has its line", () => {
    expect(problemsOf({ PORT: "x", WORKERS: "x", AUTH: "x" })).toHaveLength(3)
  })
})
