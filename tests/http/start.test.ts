import { execFileSync, spawnSync } from "node:child_process"
import { randomBytes } from "node:crypto"
import { existsSync } from "node:fs"
import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createServer as createTlsServer } from "node:tls"
import pg from "pg"
import { afterAll, describe, expect, test } from "vitest"
import { freePort } from "#prisma/free-port.ts"
import { createDatabase } from "../support/database.ts"
import { fixture } from "../support/fixtures.ts"
import { untilKeeping } from "../support/ledger.ts"
import { startPooler, whyNoPooler } from "../support/pooler.ts"
import { launch, startPortline } from "../support/portline.ts"
import { get, post, sendRaw } from "../support/webhook.ts"

const folders: string[] = []
async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "portline-start-"))
  folders.push(folder)
  return folder
}
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))))

async function failedStart(env: Record<string, string>): Promise<{ code: number | null; lines: string[] }> {
  const { exited, output } = launch({ env: { PORT: String(await freePort()), ...env } })
  return { code: await exited, lines: output().trim().split("\n") }
}

describe("a start that cannot be is one clear line and exit 1", () => {
  test("a wrong variable, named", async () => {
    const { code, lines } = await failedStart({ PORT: "http" })
    expect([code, lines]).toEqual([1, ['portline: PORT is "http": a whole number from 1 to 65535 is allowed.']])
  })

  test("a port in use; nothing is changed", async () => {
    const server = createServer().listen(0, "127.0.0.1")
    await new Promise((resolve) => server.once("listening", resolve))
    const { port } = server.address() as { port: number }
    const folder = await newFolder()
    const { code, lines } = await failedStart({ PORT: String(port), DATA_DIR: folder })
    server.close()
    expect(code).toBe(1)
    expect(lines).toEqual([`portline: PORT ${port} is in use on 127.0.0.1: stop what listens there, or set PORT to another.`])
    expect(existsSync(join(folder, "postgres"))).toBe(false)
  })

  test("a database that is not there, without its password", async () => {
    const url = new URL(await createDatabase())
    url.pathname = "/none"
    const { code, lines } = await failedStart({ DATABASE_URL: url.href })
    expect([code, lines.length]).toEqual([1, 1])
    expect(lines[0]).toMatch(/^portline: the database at 127\.0\.0\.1:\d+\/none does not answer/)
    expect(lines[0]).not.toContain(url.password)
  })

  test("a role that may not make tables; it leaves the password out", async () => {
    const url = new URL(await createDatabase({ migrated: false }))
    const admin = new pg.Client({ connectionString: url.href })
    await admin.connect()
    const role = `weak_${randomBytes(4).toString("hex")}`
    await admin.query(`CREATE ROLE ${role} LOGIN PASSWORD 'hunter2'`)
    Object.assign(url, { username: role, password: "hunter2" })
    const { code, lines } = await failedStart({ DATABASE_URL: url.href })
    await admin.query(`DROP ROLE ${role}`)
    await admin.end()
    expect([code, lines.length]).toEqual([1, 1])
    expect(lines[0]).toMatch(/^portline: .* does not let this role make its tables \(permission denied for schema public\)/)
    expect(lines[0]).not.toContain("hunter2")
  })

  test.skipIf(whyNoPooler() !== null)("a pooler without the database's own address", async () => {
    const pooler = await startPooler(await createDatabase())
    const { code, lines } = await failedStart({ DATABASE_URL: pooler.url })
    await pooler.stop()
    expect([code, lines.length]).toEqual([1, 1])
    expect(lines[0]).toMatch(/^portline: .* is a pooler .*: set DIRECT_DATABASE_URL/)
  })

  test.skipIf(spawnSync("openssl", ["version"]).status !== 0)("a certificate that nobody vouches for", async () => {
    const folder = await newFolder()
    const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")]
    const request = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-keyout", key, "-out", cert]
    execFileSync("openssl", request, { stdio: "ignore" })
    const tls = createTlsServer({ key: await readFile(key), cert: await readFile(cert) })
    tls.on("tlsClientError", () => {})
    // PostgreSQL's way to TLS: a request in the clear, which it agrees to.
    const server = createServer((socket) => {
      socket.on("error", () => {})
      socket.once("data", () => {
        socket.write("S")
        tls.emit("connection", socket)
      })
    }).listen(0, "127.0.0.1")
    await new Promise((resolve) => server.once("listening", resolve))
    const { port } = server.address() as { port: number }
    const { code, lines } = await failedStart({ DATABASE_URL: `postgresql://a:hunter2@localhost:${port}/portline?sslmode=verify-full` })
    server.close()
    expect([code, lines.length]).toEqual([1, 1])
    expect(lines[0]).toMatch(/^portline: .* has a certificate that is not trusted \(self-signed certificate/)
  })

  test.each(["/proc/nowhere", "/dev/null/data", join(import.meta.dirname, "start.test.ts")])(
    "a data folder that cannot be: %s",
    async (DATA_DIR) => {
      const { code, lines } = await failedStart({ DATA_DIR })
      expect([code, lines.length]).toEqual([1, 1])
      expect(lines[0]).toContain(`portline: DATA_DIR is "${DATA_DIR}"`)
    },
  )

  test.each(["/proc/nowhere", "/dev/null/data"])(
    "beside a database elsewhere too, where webhooks go while it is away: %s",
    async (DATA_DIR) => {
      const { code, lines } = await failedStart({ DATA_DIR, DATABASE_URL: await createDatabase() })
      expect([code, lines.length]).toEqual([1, 1])
      expect(lines[0]).toContain(`portline: DATA_DIR is "${DATA_DIR}"`)
    },
  )

  test("a host that others can reach", async () => {
    const { code, lines } = await failedStart({ HOST: "0.0.0.0" })
    expect([code, lines.length]).toEqual([1, 1])
    expect(lines[0]).toMatch(/^portline: HOST is "0\.0\.0\.0"/)
  })
})

test("a .env file where it is started changes nothing, and is told of", async () => {
  // A folder that looks like the checkout, with a `.env` of its own.
  const [cwd, root] = [await newFolder(), join(import.meta.dirname, "../..")]
  for (const name of await readdir(root)) await symlink(join(root, name), join(cwd, name))
  await writeFile(join(cwd, ".env"), "AUTH=none\nTELNYX_PUBLIC_KEY=nonsense\nPUBLIC_URL=https://ports.example.com\n")
  const portline = await startPortline({ env: { DATABASE_URL: await createDatabase(), AUTH: "" }, cwd })
  expect(portline.output()).toContain("WARNING: .env is not read: variables come from the environment alone.")
  expect((await get(portline.url, "/api/orders")).status).toBe(401)
  await expect.poll(async () => (await post(portline.url, fixture(1))).json.result, { timeout: 20_000 }).toMatch(/^(stored|duplicate)$/)
  expect((await get(portline.url, "/api/ready")).json).toMatchObject({ status: "ready", signatures_checked: false })
  expect(await portline.stop()).toBe(0)
})

test("a data folder that others can enter serves as well as one that is closed", async () => {
  const DATA_DIR = await newFolder()
  await chmod(DATA_DIR, 0o755)
  const portline = await startPortline({ env: { DATA_DIR } })
  expect((await get(portline.url, "/api/ready")).status).toBe(200)
  expect(await portline.stop()).toBe(0)
})

test("the embedded database: made, durable, kept over a restart, and stopped clean on SIGINT and SIGTERM", async () => {
  const DATA_DIR = await newFolder()
  const before = await startPortline({ env: { DATA_DIR } })
  await untilKeeping(before.url)
  expect(await post(before.url, fixture(1))).toMatchObject({ json: { result: "stored" } })
  expect((await get(before.url, "/api/ready")).json).toMatchObject({
    status: "ready",
    database: { version: expect.stringMatching(/^18/), fsync: "on", synchronous_commit: "on", durable: true },
  })
  expect((await stat(join(DATA_DIR, "secrets"))).mode & 0o777).toBe(0o700)
  expect(await before.stop("SIGINT")).toBe(0)
  expect(existsSync(join(DATA_DIR, "postgres", "postmaster.pid"))).toBe(false)

  const started = Date.now()
  const after = await startPortline({ env: { DATA_DIR } })
  expect(Date.now() - started).toBeLessThan(20_000)
  await untilKeeping(after.url)
  expect(await post(after.url, fixture(1))).toMatchObject({ json: { result: "duplicate" } })
  expect(await after.stop("SIGTERM")).toBe(0)
  expect(existsSync(join(DATA_DIR, "postgres", "postmaster.pid"))).toBe(false)
})

test("two processes starting at once on one new data folder both serve, and the last to end stops the database", async () => {
  const DATA_DIR = await newFolder()
  const both = await Promise.all([startPortline({ env: { DATA_DIR } }), startPortline({ env: { DATA_DIR } })])
  const [first, second] = both
  await post(first.url, fixture(1))
  expect((await get(second.url, "/api/orders/sr_ac8c24")).status).toBe(200)
  expect(await first.stop()).toBe(0)
  expect((await get(second.url, "/api/ready")).status).toBe(200)
  expect(await second.stop()).toBe(0)
  expect(existsSync(join(DATA_DIR, "postgres", "postmaster.pid"))).toBe(false)
})

test("killed without warning, it finds everything again", async () => {
  const DATA_DIR = await newFolder()
  const killed = await startPortline({ env: { DATA_DIR } })
  await post(killed.url, fixture(1))
  await killed.stop("SIGKILL")
  const after = await startPortline({ env: { DATA_DIR } })
  expect((await get(after.url, "/api/orders/sr_ac8c24")).status).toBe(200)
  expect(await after.stop()).toBe(0)
})

test("several workers share the port", async () => {
  const portline = await startPortline({ env: { DATABASE_URL: await createDatabase(), WORKERS: "2" } })
  const answers = await Promise.all(Array.from({ length: 20 }, () => post(portline.url, fixture(1))))
  expect(answers.filter(({ json }) => json.result === "stored")).toHaveLength(1)
  expect((await get(portline.url, "/api/events")).json.data).toMatchObject([{ deliveries: 20 }])
  expect(await portline.stop()).toBe(0)
})

test("with the database gone a webhook goes to disk, health lives, ready says why, and all heals", async () => {
  const url = await createDatabase()
  const portline = await startPortline({ env: { DATABASE_URL: url } })
  await post(portline.url, fixture(1))
  const name = new URL(url).pathname.slice(1)
  const admin = new pg.Client({ connectionString: url.replace(name, "postgres") })
  await admin.connect()
  await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`)
  await admin.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", [name])
  const answer = await post(portline.url, fixture(2))
  expect(answer).toMatchObject({ status: 200, json: { result: "spooled", event: expect.stringMatching(/^[0-9a-f]{32}$/) } })
  expect((await get(portline.url, "/api/health")).status).toBe(200)
  expect(await get(portline.url, "/api/ready")).toMatchObject({
    status: 503,
    type: "application/problem+json; charset=utf-8",
    json: { title: "Unavailable", status: 503, detail: "The database does not answer.", signatures_checked: false },
  })
  expect(await get(portline.url, "/api/orders")).toMatchObject({
    status: 503,
    json: { status: 503, detail: "The database does not answer now." },
  })
  await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`)
  await admin.end()
  await expect.poll(async () => (await get(portline.url, "/api/stats")).json.spooled, { timeout: 20_000 }).toBe(0)
  expect((await post(portline.url, fixture(2))).json).toEqual({ result: "duplicate", event: answer.json.event })
  expect(await portline.stop()).toBe(0)
})

test("with the database gone and no room on disk a webhook is told to come again", async () => {
  const [url, DATA_DIR] = [await createDatabase(), await newFolder()]
  const portline = await startPortline({ env: { DATABASE_URL: url, DATA_DIR } })
  // Where the spool's folder is to be there is a file: nothing can be written.
  await rm(join(DATA_DIR, "spool"), { recursive: true })
  await writeFile(join(DATA_DIR, "spool"), "")
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  await admin.query("BEGIN")
  await admin.query("LOCK TABLE events IN ACCESS EXCLUSIVE MODE")
  const answer = await post(portline.url, fixture(2))
  expect(answer).toMatchObject({ status: 503, json: { status: 503, event: expect.stringMatching(/^[0-9a-f]{32}$/) } })
  expect(answer.headers.get("retry-after")).toBe("5")
  await admin.end()
  // What waited for the lock may still have gone through: then it is known.
  await expect.poll(async () => (await post(portline.url, fixture(2))).json.result, { timeout: 20_000 }).toMatch(/^(stored|duplicate)$/)
  await expect
    .poll(async () => (await get(portline.url, "/api/gaps")).json.data, { timeout: 20_000 })
    .toMatchObject([{ reason: "spool_failed", closed_at: null }])
  expect(await portline.stop()).toBe(0)
})

test("pages and API answer only to their own name; the webhook to any; and every page has its policy", async () => {
  const portline = await startPortline({ env: { DATABASE_URL: await createDatabase(), PUBLIC_URL: "https://ports.example.com" } })
  expect(portline.output()).toContain("AUTH is none, and PUBLIC_URL is no loopback address")
  const asked = (path: string, host: string): Promise<string> =>
    sendRaw(portline.port, [`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`])
  for (const host of ["ports.example.com", "localhost", "127.0.0.1:1234", "[::1]"])
    expect(await asked("/api/health", host)).toMatch(/^HTTP\/1\.1 200/)
  for (const path of ["/api/health", "/api/orders", "/orders"]) {
    for (const host of ["evil.example", "ports.example.com.evil.example", "127.0.0.1.evil.example"])
      expect(await asked(path, host)).toMatch(/^HTTP\/1\.1 421/)
  }
  expect(await asked("/api/health", "localhost\r\nHost: evil.example")).toMatch(/^HTTP\/1\.1 400/)
  expect(await asked("/api/webhooks/telnyx", "evil.example")).toMatch(/^HTTP\/1\.1 405/)
  const page = await asked("/api/health", "localhost")
  expect(page).toMatch(/content-security-policy: .*script-src 'self' 'nonce-[^']+' 'strict-dynamic';/i)
  await portline.stop()
})
