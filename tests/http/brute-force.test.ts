import pg from "pg"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { SIGN_IN_LIMITS } from "#lib/commands/sign-in.ts"
import { createDatabase } from "../support/database.ts"
import { deliver, startLoad, until } from "../support/ledger.ts"
import { lengthOf } from "../support/length.ts"
import { join, makeKey, Person, setUp } from "../support/person.ts"
import { type Portline, startPortline } from "../support/portline.ts"
import { get } from "../support/webhook.ts"

const ADDRESS = "admin@example.com"
let databaseUrl: string
let portline: Portline
let admin: Person
let key: string

async function run(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query(statement)
  await client.end()
}

beforeAll(async () => {
  databaseUrl = await createDatabase()
  portline = await startPortline({ env: { DATABASE_URL: databaseUrl, AUTH: "password" } })
  admin = await setUp(portline)
  key = (await makeKey(admin, ["read"])).key
  await until("webhooks are stored", async () => (await deliver(portline.url)).result === "stored")
})
afterAll(() => portline.stop())
beforeEach(() => run("DELETE FROM attempts"))

async function hashes(): Promise<number> {
  const { text } = await get(portline.url, "/api/metrics", { headers: { authorization: `Bearer ${key}` } })
  return Number(/^portline_password_hashes_total (\d+)$/m.exec(text)?.[1] ?? Number.NaN)
}

/** A wrong sign-in of a browser that nobody has used before, as it may come from behind any proxy. */
const guess = (email: string, at: number): Promise<number> =>
  new Person(portline.url)
    .send("/api/sign-in", { email, password: `wrong ${at}` }, { "x-forwarded-for": `192.0.2.${at % 256}` })
    .then(({ status }) => status)

test("row 54: of 1,000 wrong sign-ins at once on one account few reach the hash, its member gets in, and webhooks do not wait", async () => {
  const before = await hashes()
  const load = startLoad(portline.url, 2)
  const statuses = await Promise.all(Array.from({ length: 1_000 }, (_, at) => guess(ADDRESS, at)))
  const known = new Person(portline.url, admin.cookies)
  expect((await known.signIn(ADDRESS)).status).toBe(200)
  const times = (await load.stop()).map(({ ms }) => ms).sort((a, b) => a - b)
  const at = (share: number): number => Math.round(times[Math.floor(share * (times.length - 1))] ?? 0)
  console.log(`1,000 sign-ins at once: ${times.length} deliveries meanwhile, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, most ${at(1)} ms`)
  const reached = (await hashes()) - before
  expect(reached).toBeGreaterThan(0)
  expect(reached).toBeLessThanOrEqual(SIGN_IN_LIMITS.account.count + 1)
  const counts = Object.groupBy(statuses, String)
  expect(Object.keys(counts).every((status) => ["401", "429", "503"].includes(status))).toBe(true)
  expect(counts["429"]?.length).toBeGreaterThanOrEqual(1_000 - SIGN_IN_LIMITS.account.count - 16)
  const limited = await new Person(portline.url).send("/api/sign-in", { email: ADDRESS, password: "wrong" })
  expect([limited.status, Number(limited.headers.get("retry-after"))]).toEqual([429, expect.any(Number)])
  expect(Number(limited.headers.get("retry-after"))).toBeGreaterThan(600)
})

test("row 54: one address gets no further over many accounts, whatever it says of where it comes from", async () => {
  const { count } = SIGN_IN_LIMITS.address
  await run(`INSERT INTO attempts (key, since, count) VALUES ('address 127.0.0.1', now(), ${count - 5})`)
  const before = await hashes()
  const statuses = await Promise.all(Array.from({ length: 12 }, (_, at) => guess(`nobody${at}@example.com`, at)))
  expect(statuses.filter((status) => status === 429)).toHaveLength(7)
  expect((await hashes()) - before).toBe(5)
  // What an address is refused takes nothing from the accounts that it tries.
  await Promise.all(Array.from({ length: SIGN_IN_LIMITS.account.count }, (_, at) => guess(ADDRESS, at)))
  await run("DELETE FROM attempts WHERE key LIKE 'address %'")
  expect((await new Person(portline.url).signIn(ADDRESS)).status).toBe(200)
})

test("row 54: an address that nobody has is answered as a wrong password is, after the same work", async () => {
  await join(portline, admin, "viewer", "known@example.com")
  const times: Record<"known" | "unknown", number[]> = { known: [], unknown: [] }
  const answers = new Set<string>()
  const before = await hashes()
  const rounds = lengthOf(8, 200)
  for (let round = 0; round < rounds; round++) {
    await run("DELETE FROM attempts")
    for (const who of ["known", "unknown"] as const) {
      const began = performance.now()
      const { status, text, headers } = await new Person(portline.url).signIn(`${who}@example.com`, "not the password")
      times[who].push(performance.now() - began)
      answers.add(`${status} ${text} ${headers.getSetCookie()} ${headers.get("content-length")}`)
    }
  }
  expect(answers.size).toBe(1)
  expect((await hashes()) - before).toBe(rounds * 2)
  const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
  const [known, unknown] = [median(times.known), median(times.unknown)]
  console.log(`median of ${rounds}: known ${known.toFixed(1)} ms, unknown ${unknown.toFixed(1)} ms`)
  // The same work is counted above; the clock is asked only where many rounds make it sure.
  expect(Math.abs(known - unknown) / known).toBeLessThan(lengthOf(1, 0.1))
})
