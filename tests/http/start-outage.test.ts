import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import pg from "pg"
import { afterEach, describe, expect, test } from "vitest"
import { ADVISORY_LOCKS } from "#lib/db/advisory-locks.ts"
import { freePort } from "#prisma/free-port.ts"
import { createDatabase } from "../support/database.ts"
import { backendPids, embeddedServer, runs } from "../support/embedded-server.ts"
import { until } from "../support/ledger.ts"
import { makeKey, setUp } from "../support/person.ts"
import { launch, startPortline } from "../support/portline.ts"
import { startRelay } from "../support/relay.ts"
import { sentStatus } from "../support/sent.ts"
import { get, post } from "../support/webhook.ts"

const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "portline-start-outage-"))
  ends.push(() => rm(folder, { recursive: true, force: true }))
  return folder
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: "test" })
  await client.connect()
  ends.push(() => client.end().catch(() => {}))
  return client
}

type Starting = ReturnType<typeof launch> & { readonly url: string; readonly stop: () => Promise<number | null> }

async function start(env: Record<string, string>): Promise<Starting> {
  const PORT = String(await freePort())
  const launched = launch({ env: { PORT, ...env } })
  const stop = async (signal: NodeJS.Signals = "SIGTERM"): Promise<number | null> => {
    launched.child.kill(signal)
    return launched.exited
  }
  ends.push(() => stop("SIGKILL"))
  return { ...launched, url: `http://127.0.0.1:${PORT}`, stop }
}

const tells = (portline: Pick<Starting, "output">, text: string): Promise<void> =>
  until(`it tells "${text}"`, async () => portline.output().includes(text))

/** A start that waits for whoever holds the migrations' lock; `release` lets it go on. */
async function startHeld(env: (url: string) => Record<string, string>): Promise<Starting & { readonly release: () => Promise<void> }> {
  const database = await createDatabase()
  const holder = await connect(database)
  await holder.query("SELECT pg_advisory_lock($1)", [ADVISORY_LOCKS.migration])
  const portline = await start(env(database))
  await tells(portline, "nother process is migrating")
  const others = async (): Promise<number> =>
    (await holder.query("SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")).rowCount ?? 0
  const release = async (): Promise<void> => {
    await holder.query("SELECT pg_advisory_unlock_all()")
    while ((await others()) > 0) await sleep(5)
  }
  return { ...portline, release }
}

describe("the database goes away while Portline starts, after the migrations", () => {
  async function lose(): Promise<{ readonly portline: Starting; readonly heal: () => unknown }> {
    const relay = await startRelay(await createDatabase())
    ends.push(relay.stop)
    const held = await startHeld((database) => {
      const url = new URL(relay.url)
      url.pathname = new URL(database).pathname
      return { DATABASE_URL: url.href, AUTH: "password" }
    })
    await held.release()
    relay.fail({ afterBytes: 0, deed: "cut" })
    await tells(held, "The database was lost while Portline started")
    return { portline: held, heal: relay.heal }
  }

  test("that is an outage: it takes webhooks, and ends its start once the database is back", async () => {
    const { portline, heal } = await lose()
    await sleep(2_000)
    expect(await post(portline.url, sentStatus("submitted"))).toMatchObject({ status: 200, json: { result: "spooled" } })
    heal()
    await tells(portline, "portline: webhook")
    await tells(portline, "portline: set-up")
    expect((await get(portline.url, "/api/ready")).status).toBe(200)
    expect(await portline.stop()).toBe(0)
  })

  test("and it ends when it is told to", async () => {
    const { portline } = await lose()
    expect(await portline.stop()).toBe(0)
  })
})

describe("another process holds the migrations' lock", () => {
  test("it is told once, with where that one is; told to end, the start ends at once", async () => {
    const portline = await startHeld((DATABASE_URL) => ({ DATABASE_URL }))
    await sleep(1_000)
    expect(portline.output().match(/nother process is migrating/g)).toHaveLength(1)
    expect(portline.output()).toMatch(/server process \d+, from 127\.0\.0\.1/)
    expect(await post(portline.url, sentStatus("submitted"))).toMatchObject({ json: { result: "spooled" } })
    const began = Date.now()
    expect(await portline.stop()).toBe(0)
    expect(Date.now() - began).toBeLessThan(3_000)
  })
})

/** The embedded database of a folder, frozen; `thaw` lets it go on. */
async function freeze(dataDir: string): Promise<{ readonly pid: number; readonly thaw: () => void }> {
  const server = embeddedServer(dataDir)
  const pids = [server.pid, ...(await backendPids(server))]
  const tell = (signal: NodeJS.Signals): void => {
    // One that cleans up now and then may have ended by itself.
    for (const pid of pids.filter(runs)) process.kill(pid, signal)
  }
  tell("SIGSTOP")
  return { pid: server.pid, thaw: () => tell("SIGCONT") }
}

test("row 6: told to end while the database is frozen and changes wait for it, it ends soon", async () => {
  const DATA_DIR = await newFolder()
  const portline = await startPortline({ env: { DATA_DIR } })
  const frozen = await freeze(DATA_DIR)
  try {
    const headers = { origin: portline.url, "content-type": "application/json" }
    const asked = [get(portline.url, "/api/events/retry", { method: "POST", headers, body: "{}" }), get(portline.url, "/api/orders")]
    await Promise.race([Promise.allSettled(asked), sleep(500)])
    const began = Date.now()
    expect(await portline.stop("SIGHUP")).toBe(0)
    // Seven seconds, where nobody else takes the machine.
    expect(Date.now() - began).toBeLessThan(15_000)
  } finally {
    frozen.thaw()
    process.kill(frozen.pid, "SIGINT")
    await until("the server has ended", async () => !runs(frozen.pid))
  }
})

test("while the database is frozen, metrics and readiness are answered in a second or so, to a key that was known", async () => {
  const DATA_DIR = await newFolder()
  const portline = await startPortline({ env: { DATA_DIR, AUTH: "password" } })
  const headers = { authorization: `Bearer ${(await makeKey(await setUp(portline), ["read"])).key}` }
  expect((await get(portline.url, "/api/metrics", { headers })).status).toBe(200)
  const { thaw } = await freeze(DATA_DIR)
  try {
    expect((await post(portline.url, sentStatus("submitted"))).json).toMatchObject({ result: "spooled" })
    // One that is late may be of a row that somebody holds: until that is known, who asks is given longer.
    await until("the outage is known", async () => portline.output().includes("The database does not keep webhooks"))
    for (const [path, status] of [
      ["/api/metrics", 200],
      ["/api/ready", 503],
    ] as const) {
      const began = Date.now()
      expect((await get(portline.url, path, { headers })).status).toBe(status)
      expect(Date.now() - began).toBeLessThan(2_500)
    }
  } finally {
    thaw()
  }
  expect(await portline.stop()).toBe(0)
})
