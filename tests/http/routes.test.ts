import { randomUUID } from "node:crypto"
import { readFileSync } from "node:fs"
import { join as joinPath } from "node:path"
import pg from "pg"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import attacks from "../fixtures/attacks.json" with { type: "json" }
import { createDatabase } from "../support/database.ts"
import { join, makeKey, PASSWORD, type Person, setUp } from "../support/person.ts"
import { type Portline, startPortline } from "../support/portline.ts"
import { sentComment, sentStatus } from "../support/sent.ts"
import { type Answer, get, post } from "../support/webhook.ts"

/** What no stranger may see a byte of. */
const CANARY = "canary-of-a-customer"
const KEY = "sr_canary"
/** What nobody may see at all, whatever the role. */
const SECRETS = { TELNYX_API_KEY: "canary-of-an-api-key", OIDC_CLIENT_SECRET: "canary-of-a-client-secret" }
const OIDC = { OIDC_ISSUER: "http://127.0.0.1:9", OIDC_CLIENT_ID: "portline" }
const ORDER = randomUUID()

const NEXT = joinPath(import.meta.dirname, "../../.next")
/** Every route of the build that serves something. */
const ROUTES = Object.values(JSON.parse(readFileSync(joinPath(NEXT, "app-path-routes-manifest.json"), "utf8")) as Record<string, string>)
/** The routes' own word for what they change by POST. */
const postsOf = (route: string): boolean => {
  const file = joinPath(import.meta.dirname, "../../app", route === "/" ? "" : route, "route.ts")
  try {
    return /export const POST|export async function POST/.test(readFileSync(file, "utf8"))
  } catch {
    return false
  }
}

/** Open to all: they tell nothing, or let somebody in. */
const OPEN = [
  "/_global-error",
  "/_not-found",
  "/api/[[...path]]",
  "/api/health",
  "/api/ready",
  "/api/preferences",
  "/api/sign-in",
  "/api/sign-out",
  "/api/setup",
  "/api/oidc/start",
  "/api/oidc/callback",
  "/api/webhooks/telnyx",
  "/s/[token]",
  "/sign-in",
  "/setup",
  "/favicon.ico",
  "/icon.svg",
]
/** Who may do what is posted; whatever is read and not named here, everybody who is in may read. */
const HANDLE = [
  "/api/events/[event]/retry",
  "/api/events/retry",
  "/api/gaps/[id]/close",
  "/api/pen/[event]/release",
  "/api/pen/reverify",
  "/api/orders/[order]/links",
  "/api/links/[link]/revoke",
]
const CONFIGURE = [
  "/api/rules/clocks",
  "/api/rules/clocks/reset",
  "/api/rules/guide",
  "/api/rules/guide/reset",
  "/api/rules/import",
  "/api/rules/preview",
  "/api/sample",
  "/api/test-event",
  "/api/brand",
]
const ADMINISTER = [
  "/api/members/invite",
  "/api/members/[member]",
  "/api/members/invitations/[invitation]/withdraw",
  "/api/keys",
  "/api/keys/[key]/revoke",
  "/api/orders/[order]/delete",
]
const OWN = ["/api/password", "/api/sessions/end"]
const ADMIN_READS = ["/api/audit.csv"]

const CLOSED = ROUTES.filter((route) => !OPEN.includes(route))
const POSTED = CLOSED.filter(postsOf)
const READ = CLOSED.filter((route) => !POSTED.includes(route) || ["/api/rules"].includes(route))

let databaseUrl: string
let portline: Portline
let event = ""
let people: Readonly<Record<"viewer" | "coordinator" | "admin", Person>>
let keys: Readonly<Record<string, string>>

const pathOf = (route: string): string =>
  route
    .replace("[order]", ORDER)
    .replace("[event]", event)
    .replace("[[...path]]", "x")
    .replace(/\[\w+\]/, randomUUID())

beforeAll(async () => {
  databaseUrl = await createDatabase()
  portline = await startPortline({ env: { DATABASE_URL: databaseUrl, AUTH: "password", LOG_LEVEL: "debug", ...OIDC, ...SECRETS } })
  await post(
    portline.url,
    sentStatus("exception", { order: ORDER, codes: ["OTHER"], more: { support_key: KEY, customer_reference: CANARY } }),
  )
  await post(portline.url, sentComment({ body: CANARY }, { order: ORDER }))
  const admin = await setUp(portline)
  event = ((await admin.ask(`/api/events?order=${ORDER}`)).json.data as { event: string }[])[0]?.event ?? ""
  people = { admin, viewer: await join(portline, admin, "viewer"), coordinator: await join(portline, admin, "coordinator") }
  keys = {
    both: (await makeKey(admin, ["read", "handle"])).key,
    read: (await makeKey(admin, ["read"])).key,
    handle: (await makeKey(admin, ["handle"])).key,
  }
})
afterAll(() => portline.stop())

function expectNoSecret(text: string, where: string): void {
  const secrets = [...Object.values(SECRETS), new URL(databaseUrl).password, PASSWORD]
  expect(
    secrets.filter((secret) => secret !== "" && text.includes(secret)),
    where,
  ).toEqual([])
}

function expectNothing(answer: Answer, asked: string): void {
  const { status, text } = answer
  expectNoSecret(text, asked)
  // Asked for a page's data, Next tells a redirect in the data; asked for its place in the tree of pages, that alone.
  const isPageData = answer.type.startsWith("text/x-component")
  if (!isPageData) expect([400, 401, 403, 404, 405, 307, 308, 415, 421, 426, 431], `${asked}: ${status}`).toContain(status)
  for (const secret of [CANARY, KEY]) expect(text, asked).not.toContain(secret)
  // What was asked for may stand in the answer, and nothing else of the order.
  expect(text.replaceAll(asked, "").includes("customer_reference"), asked).toBe(false)
}

/** Nothing there, nor where it leads: to the sign-in in the end, or nowhere. */
async function expectNothingAt(asked: string, headers: Record<string, string>): Promise<void> {
  let path = asked
  for (let hop = 0; hop < 4; hop++) {
    const answer = await get(portline.url, path, { headers })
    const location = answer.headers.get("location")
    if (path.startsWith("/sign-in")) expect([answer.status, answer.text.includes(CANARY)], asked).toEqual([200, false])
    else expectNothing(answer, path)
    if (location === null) return
    const to = new URL(location, portline.url)
    expect(to.origin, asked).toBe(portline.url)
    path = to.pathname + to.search
  }
  throw new Error(`${asked} leads in circles.`)
}

test("each route of the build is open, read or posted to, and each that is posted to has its permission here", () => {
  expect(CLOSED.length).toBeGreaterThan(40)
  expect([...POSTED].sort()).toEqual([...HANDLE, ...CONFIGURE, ...ADMINISTER, ...OWN].sort())
})

describe("row 50: without a session", () => {
  test.each(CLOSED)("%s tells nothing, in any spelling", async (route) => {
    const path = pathOf(route)
    const build = readFileSync(joinPath(NEXT, "BUILD_ID"), "utf8")
    for (const { path: spelling, headers = {} } of attacks.paths as readonly { path: string; headers?: Record<string, string> }[]) {
      const asked = spelling.replaceAll("{path}", path).replaceAll("{build}", build).replaceAll("{order}", ORDER) || "/"
      await expectNothingAt(asked, headers)
    }
  })

  test.each(POSTED)("POST %s changes nothing", async (route) => {
    const headers = { origin: portline.url, "content-type": "application/json" }
    const answer = await get(portline.url, pathOf(route), { method: "POST", headers, body: "{}" })
    expect(answer.status).toBe(401)
    const form = { origin: portline.url, "content-type": "application/x-www-form-urlencoded" }
    const led = await get(portline.url, pathOf(route), { method: "POST", headers: form, body: "a=b" })
    expect([led.status, led.headers.get("location")]).toEqual([303, "/sign-in?next=%2F"])
  })

  test("an expired, an unknown and an empty session are none", async () => {
    for (const cookie of [
      "portline_session=",
      "portline_session=x",
      `portline_session=${"A".repeat(43)}`,
      `portline_session=${"A".repeat(5_000)}`,
    ])
      expect((await get(portline.url, "/api/orders", { headers: { cookie } })).status).toBe(401)
  })
})

const ALLOWED: Readonly<Record<keyof typeof people, readonly string[]>> = {
  viewer: [...OWN],
  coordinator: [...OWN, ...HANDLE],
  admin: [...OWN, ...HANDLE, ...CONFIGURE, ...ADMINISTER],
}

describe.each(["viewer", "coordinator", "admin"] as const)("row 51: a %s", (role) => {
  test("reads what the role may, and gets not a byte of the rest", async () => {
    for (const route of READ) {
      if (route === "/api/stream") continue
      const { status, text } = await people[role].ask(pathOf(route))
      expectNoSecret(text, route)
      const isClosed = ADMIN_READS.includes(route) && role !== "admin"
      if (isClosed) expect([route, status, text.includes("Ada")]).toEqual([route, 403, false])
      else expect([401, 403, 500, 503], `${route} ${status}`).not.toContain(status)
    }
    for (const tab of ["members", "keys", "audit"]) {
      const { status, text } = await people[role].ask(`/settings?tab=${tab}`)
      expect([tab, status, text.includes("admin@example.com")]).toEqual(
        role === "admin" ? [tab, 200, tab !== "keys" || text.includes("admin@example.com")] : [tab, 403, false],
      )
    }
  })

  test("changes what the role may, and nothing else", async () => {
    for (const route of POSTED) {
      // What would end the session that asks comes with what is refused for its content.
      const { status } = await people[role].send(pathOf(route), { id: "none" })
      if (ALLOWED[role].includes(route)) expect([401, 403], `${route} ${status}`).not.toContain(status)
      else expect([route, status]).toEqual([route, 403])
    }
  })
})

test("a key does what its scopes name, and nothing of it is for persons only", async () => {
  const headers = (key: string | undefined) => ({ authorization: `Bearer ${key}`, "content-type": "application/json" })
  for (const route of POSTED) {
    const path = pathOf(route)
    const reading = (await get(portline.url, path, { method: "POST", headers: headers(keys.read), body: "{}" })).status
    expect([route, reading]).toEqual([route, 403])
    const { status } = await get(portline.url, path, { method: "POST", headers: headers(keys.both), body: "{}" })
    if (HANDLE.includes(route)) expect([401, 403], `${route} ${status}`).not.toContain(status)
    else expect([route, status]).toEqual([route, 403])
  }
  // A key made before those that handle read, too.
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query("UPDATE api_keys SET scopes = '{handle}' WHERE name = 'handle'")
  await client.end()
  for (const route of READ) {
    if (!route.startsWith("/api/") || route === "/api/stream") continue
    const { status } = await get(portline.url, pathOf(route), { headers: headers(keys.handle) })
    expect([route, status]).toEqual([route, 403])
  }
})

test("row 49: no secret of a variable is in the log, in whatever was answered here, or on a page that fails", async () => {
  for (const path of ["/orders/%00", "/api/orders?limit=x", "/settings?tab=webhook", "/no/such/page", "/api/oidc/start"])
    expectNoSecret((await people.admin.ask(path)).text, path)
  expect(portline.output()).toContain('"path":"/api/metrics"')
  expectNoSecret(portline.output(), "the log")
})
