import { mkdtempSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { announce, env } from "#lib/env.ts"
import { readEnv } from "#lib/read-env.ts"
import { newSigningKey } from "../support/signing.ts"

const problemsOf = (source: Record<string, string>): readonly string[] => {
  const result = readEnv(source)
  return result.ok ? [] : result.problems
}

test("without any variable the defaults hold", () => {
  const result = readEnv({})
  expect(result).toMatchObject({
    ok: true,
    env: { host: "127.0.0.1", port: 3000, databaseUrl: null, workers: 1, telnyxKeys: [], rawRetentionDays: null },
  })
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

test("a host that others can reach is allowed with log-in, and with signatures or the word that they are not wanted", () => {
  expect(problemsOf({ HOST: "0.0.0.0", TELNYX_PUBLIC_KEY: newSigningKey().base64 })).toEqual([])
  expect(problemsOf({ HOST: "0.0.0.0", ALLOW_UNSIGNED: "1" })).toEqual([])
})

test("proxies are known by address and by network, of both families", () => {
  const result = readEnv({ TRUSTED_PROXIES: "10.0.0.0/8, 192.0.2.7,2001:db8::/32" })
  const known = (address: string): boolean => result.ok && result.env.trustedProxies.has(address)
  expect(["10.200.0.1", "192.0.2.7", "2001:db8::1"].map(known)).toEqual([true, true, true])
  expect(["11.0.0.1", "192.0.2.8", "2001:db9::1", "nonsense", ""].map(known)).toEqual([false, false, false, false, false])
})

test("OpenID Connect is all of its variables, the secret from a file too; a provider without TLS is one on this machine", () => {
  const file = join(mkdtempSync(join(tmpdir(), "portline-env-")), "secret")
  writeFileSync(file, "s3cret\n")
  const result = readEnv({ OIDC_ISSUER: "http://127.0.0.1:9/x", OIDC_CLIENT_ID: "portline", OIDC_CLIENT_SECRET_FILE: file })
  expect(result).toMatchObject({ ok: true, env: { oidc: { clientId: "portline", clientSecret: "s3cret", name: "127.0.0.1" } } })
  expect(problemsOf({ OIDC_ISSUER: "https://id.example.com", OIDC_CLIENT_SECRET: "s3cret" })[0]).toMatch(/^OIDC_CLIENT_ID is ""/)
})

describe("a wrong value is one line that names the variable", () => {
  test.each([
    ["PORT", "http"],
    ["PORT", "65536"],
    ["PORT", "-1"],
    ["PORT", "3.5"],
    ["WORKERS", "0"],
    ["WORKERS", "many"],
    ["RAW_RETENTION_DAYS", "6"],
    ["RAW_RETENTION_DAYS", "3651"],
    ["HOST", "0.0.0.0"],
    ["HOST", "not a host"],
    ["HOST", "999.1.1.1"],
    ["HOST", "256.0.0.1"],
    ["HOST", ":"],
    ["HOST", "127.0.0.1:3000"],
    ["AUTH", "maybe"],
    ["ALLOW_UNSIGNED", "yes"],
    ["OIDC_ISSUER", "http://id.example.com"],
    ["OIDC_CLIENT_ID", "without-an-issuer"],
    ["PUBLIC_URL", "ports.example.com"],
    ["PUBLIC_URL", "https://example.com/path"],
    ["PUBLIC_URL", "https://example.com/#x"],
    ["PUBLIC_URL", "https://example.com/?x"],
    ["PUBLIC_URL", "https://u:hunter2@example.com/"],
    ["DATABASE_URL", "mysql://root@localhost/db"],
    ["DIRECT_DATABASE_URL", "nonsense"],
    ["READ_DATABASE_URL", "nonsense"],
    ["TELNYX_API_URL", "ftp://x"],
    ["TRUSTED_PROXIES", "bogus"],
    ["TRUSTED_PROXIES", "10.0.0.0/33"],
    ["LOG_LEVEL", "trace"],
    ["TELNYX_PUBLIC_KEY", "too-short"],
    ["TELNYX_PUBLIC_KEY", Buffer.alloc(33).toString("base64")],
    ["TELNYX_PUBLIC_KEY", "too-short,also-short"],
    ["TELNYX_PUBLIC_KEY_FILE", "/nowhere/at/all"],
    ["TELNYX_PUBLIC_KEY_FILE", tmpdir()],
    ["TELNYX_PUBLIC_KEY_FILE", "/dev/null"],
    ["TELNYX_API_KEY_FILE", "/nowhere/at/all"],
    ["TRUSTED_PROXIES", "bogus,nonsense"],
    ["DIRECT_DATABASE_URL", "postgresql://a@b/c"],
    ["READ_DATABASE_URL", "postgresql://a@b/c"],
  ])("%s=%s", (name, value) => {
    const problems = problemsOf({ [name]: value })
    expect(problems).toHaveLength(1)
    expect(problems[0]?.startsWith(`${name === "OIDC_CLIENT_ID" ? "OIDC_ISSUER" : name} is `)).toBe(true)
    expect(problems[0]).toMatch(/allowed|HOST|no such file|cannot be read \(EISDIR\)|the file is empty/)
  })

  test.each([
    [{ HOST: "0.0.0.0" }, /TELNYX_PUBLIC_KEY/],
    [{ HOST: "0.0.0.0", AUTH: "none", ALLOW_UNSIGNED: "1" }, /AUTH/],
    [{ HOST: "ports.example.com", AUTH: "none", TELNYX_PUBLIC_KEY: newSigningKey().base64 }, /AUTH/],
  ])("a host that others can reach needs log-in and signatures: %j", (source, why) => {
    const problems = problemsOf(source)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(/^HOST is /)
    expect(problems[0]).toMatch(why)
  })

  test("and never shows a secret", () => {
    const secrets = { DATABASE_URL: "mysql://root:hunter2@localhost/db", TELNYX_PUBLIC_KEY: "hunter2hunter2" }
    expect(problemsOf(secrets).join("\n")).not.toContain("hunter2")
    for (const PUBLIC_URL of ["https://u:hunter2@host/", "https:u:hunter2@host", "https://u:hun/ter2hunter2@host/", "u:hunter2@host"])
      expect(problemsOf({ PUBLIC_URL }).join("\n")).not.toMatch(/hun/)
  })

  test("of several wrong values, each has its line", () => {
    expect(problemsOf({ PORT: "x", WORKERS: "x", AUTH: "x" })).toHaveLength(3)
    expect(problemsOf({ HOST: "999.1.1.1", PUBLIC_URL: "x", ALLOW_UNSIGNED: "x" })).toHaveLength(3)
  })

  test("whatever the address from outside is, loopback may be open: a proxy in front is the operator's", () => {
    for (const PUBLIC_URL of ["http://localhost:8080", "https://ports.example.com"])
      for (const AUTH of ["none", "password"]) expect(problemsOf({ AUTH, PUBLIC_URL })).toEqual([])
  })
})

test("an address that was read from a file can be announced to all of the process", () => {
  const file = join(mkdtempSync(join(tmpdir(), "portline-env-")), "address")
  writeFileSync(file, "postgresql://a@localhost/a")
  process.env.DATABASE_URL_FILE = file
  announce({ databaseUrl: "postgresql://a@localhost/a" })
  expect(env().databaseUrl).toBe("postgresql://a@localhost/a")
  delete process.env.DATABASE_URL
})
