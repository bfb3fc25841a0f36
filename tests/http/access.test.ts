import pg from "pg"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { ADVISORY_LOCKS } from "#lib/db/advisory-locks.ts"
import { createDatabase } from "../support/database.ts"
import { until } from "../support/ledger.ts"
import { cookieOf, cookiesGiven, join, linkToken, makeKey, PASSWORD, Person, setUp, setupToken } from "../support/person.ts"
import { type Portline, startPortline } from "../support/portline.ts"
import { sentStatus } from "../support/sent.ts"
import { get, post } from "../support/webhook.ts"

const OTHER_PASSWORD = "nine silver anchors"
let databaseUrl: string
let portline: Portline
let admin: Person
let token: string

async function rows<Row extends pg.QueryResultRow>(statement: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const result = await client.query<Row>(statement, values)
  await client.end()
  return result.rows
}

beforeAll(async () => {
  databaseUrl = await createDatabase()
  portline = await startPortline({ env: { DATABASE_URL: databaseUrl, AUTH: "password", WORKERS: "2", LOG_LEVEL: "debug" } })
  token = await setupToken(portline)
  admin = await setUp(portline)
  await post(portline.url, sentStatus("draft"))
})
afterAll(() => portline.stop())

const mayRead = async (person: Person): Promise<boolean> => (await person.ask("/api/orders")).status === 200
/** Within the second that is promised. */
const isOutSoon = (person: Person): Promise<void> => until("the session is over", async () => !(await mayRead(person)), 1_000)

describe("the first admin", () => {
  test("is whoever opens the printed link, once", async () => {
    const second = new Person(portline.url)
    const answer = await second.send("/api/setup", { token, email: "other@example.com", name: "Other", password: PASSWORD })
    expect([answer.status, answer.json.note]).toEqual([400, "link_gone"])
    expect(await mayRead(admin)).toBe(true)
    expect(await mayRead(second)).toBe(false)
    expect((await get(portline.url, `/setup?token=${token}`)).text).toContain("This link opens nothing")
  })

  test("of several who open links at the same moment, one becomes it", async () => {
    const url = await createDatabase()
    const two = await Promise.all([0, 1].map(() => startPortline({ env: { DATABASE_URL: url, AUTH: "password" } })))
    const answers = await Promise.all(
      two.map(async (one, at) =>
        new Person(one.url).send("/api/setup", {
          token: await setupToken(one),
          email: `a${at}@example.com`,
          name: "A",
          password: PASSWORD,
        }),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400])
    await Promise.all(two.map((one) => one.stop()))
    const later = await startPortline({ env: { DATABASE_URL: url, AUTH: "password" } })
    expect(later.output()).not.toContain("set-up")
    await later.stop()
  })

  test("without log-in no link is printed, and nobody signs in", async () => {
    const open = await startPortline({ env: { DATABASE_URL: await createDatabase() } })
    expect((await get(open.url, "/api/orders")).status).toBe(200)
    expect(open.output()).not.toContain("set-up")
    await open.stop()
  })
})

describe("a password", () => {
  test.each([
    ["eleven long", "password_short"],
    ["x".repeat(201), "password_long"],
    ["ababababababab", "password_common"],
    ["1qaz2wsx3edc4rfv", "password_common"],
    ["Portline2024", "password_own"],
    ["new@example.com", "password_own"],
  ])("%j is not taken: %s", async (password, note) => {
    const invited = await admin.send("/api/members/invite", { email: "new@example.com", role: "viewer" })
    const { link } = invited.json.data as { link: string }
    const fields = { token: new URL(link).searchParams.get("token"), name: "New", password }
    expect((await new Person(portline.url).send("/api/setup", fields)).json).toMatchObject({ status: 400, note })
  })

  test("of any signs is taken, pasted spaces and all, and kept as a hash", async () => {
    const password = "  ключ 🔑 ﬁne — 钥匙  "
    const person = await join(portline, admin, "viewer", "signs@example.com")
    expect((await person.send("/api/password", { old: PASSWORD, password })).json.data).toEqual({ note: "password_changed" })
    expect((await new Person(portline.url).signIn("SIGNS@example.com", password)).status).toBe(200)
    expect((await new Person(portline.url).signIn("signs@example.com", password.trim())).status).toBe(401)
    const [kept] = await rows<{ password: string }>("SELECT password FROM members WHERE email_key = 'signs@example.com'")
    expect(kept?.password).toMatch(/^scrypt\$32768\$8\$3\$[\w+/=]{24}\$[\w+/=]{44}$/)
  })
})

describe("row 53: a session", () => {
  test("is a new one at each sign-in, whatever the browser brought, and only its hash is in the database", async () => {
    const fixed = new Person(portline.url, new Map([["portline_session", "chosen-by-an-attacker"]]))
    const answer = await fixed.signIn("admin@example.com")
    const session = cookieOf(answer, "portline_session") ?? ""
    expect(session).toMatch(/^[\w-]{43}$/)
    expect(answer.headers.getSetCookie().find((cookie) => cookie.startsWith("portline_session"))).toMatch(
      /; Path=\/; Max-Age=604800; HttpOnly; SameSite=Lax$/,
    )
    const again = cookieOf(await new Person(portline.url).signIn("admin@example.com"), "portline_session")
    expect(again).not.toBe(session)
    expect(await mayRead(new Person(portline.url, new Map([["portline_session", "chosen-by-an-attacker"]])))).toBe(false)
    const stored = await rows<{ text: string }>("SELECT s::text || k::text AS text FROM sessions s, known_browsers k")
    expect(stored.length).toBeGreaterThan(0)
    for (const { text } of stored) expect(text).not.toContain(session)
    const [hash] = await rows<{ hash: string }>("SELECT encode(token_hash, 'hex') AS hash FROM sessions LIMIT 1")
    expect(await mayRead(new Person(portline.url, new Map([["portline_session", hash?.hash ?? ""]])))).toBe(false)
  })

  test("is over at once after a sign-out, also for who stole its cookie", async () => {
    const person = await join(portline, admin, "viewer", "leaving@example.com")
    const thief = new Person(portline.url, person.cookies)
    expect(await mayRead(thief)).toBe(true)
    const answer = await person.submit("/api/sign-out", {})
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/sign-in?note=signed_out"])
    await isOutSoon(thief)
  })

  test("is over once its member is disabled, and not before it may sign in again", async () => {
    const person = await join(portline, admin, "coordinator", "disabled@example.com")
    const [member] = await rows<{ id: string }>("SELECT id FROM members WHERE email_key = 'disabled@example.com'")
    const path = `/api/members/${member?.id}`
    expect((await admin.send(path, { act: "disable" })).status).toBe(200)
    await isOutSoon(person)
    expect((await person.signIn("disabled@example.com")).status).toBe(401)
    expect((await admin.send(path, { act: "enable" })).status).toBe(200)
    expect((await person.signIn("disabled@example.com")).status).toBe(200)
    expect(await mayRead(person)).toBe(true)
  })

  test("is over once the password is changed, but for the browser that changed it; and all others at a word", async () => {
    const person = await join(portline, admin, "viewer", "changing@example.com")
    const elsewhere = new Person(portline.url)
    await elsewhere.signIn("changing@example.com")
    expect((await person.send("/api/password", { old: "not the old one", password: OTHER_PASSWORD })).status).toBe(400)
    expect(await mayRead(elsewhere)).toBe(true)
    expect((await person.send("/api/password", { old: PASSWORD, password: OTHER_PASSWORD })).status).toBe(200)
    await isOutSoon(elsewhere)
    expect(await mayRead(person)).toBe(true)
    await elsewhere.signIn("changing@example.com", OTHER_PASSWORD)
    expect((await person.send("/api/sessions/end")).status).toBe(200)
    await isOutSoon(elsewhere)
    expect(await mayRead(person)).toBe(true)
  })

  test("ends its open streams within a second", async () => {
    const person = await join(portline, admin, "viewer", "listening@example.com")
    const cookie = [...person.cookies].map(([name, value]) => `${name}=${value}`).join("; ")
    const response = await fetch(`${portline.url}/api/stream`, { headers: { cookie } })
    expect(response.status).toBe(200)
    const reader = response.body?.getReader()
    await reader?.read()
    const [member] = await rows<{ id: string }>("SELECT id FROM members WHERE email_key = 'listening@example.com'")
    const began = performance.now()
    await admin.send(`/api/members/${member?.id}`, { act: "disable" })
    for (let part = await reader?.read(); part && !part.done; ) part = await reader?.read()
    expect(performance.now() - began).toBeLessThan(1_000)
  })

  test("is over twelve hours after a page was last opened, seven days after it began, and where it began in the future", async () => {
    const person = await join(portline, admin, "viewer", "idle@example.com")
    const mine = "member_id = (SELECT id FROM members WHERE email_key = 'idle@example.com')"
    const shift = async (set: string): Promise<boolean> => {
      await rows(`UPDATE sessions SET ${set} WHERE ${mine}`)
      return mayRead(person)
    }
    expect(await shift("seen_at = now() - interval '11 hours 59 minutes'")).toBe(true)
    // What a page asks for by itself keeps nobody signed in; a page does.
    expect(await shift("seen_at = seen_at")).toBe(true)
    const seenSince = (): Promise<{ ago: number }[]> =>
      rows(`SELECT extract(epoch FROM now() - seen_at)::int AS ago FROM sessions WHERE ${mine}`)
    expect((await seenSince())[0]?.ago).toBeGreaterThan(40_000)
    expect((await person.ask("/orders")).status).toBe(200)
    expect((await seenSince())[0]?.ago).toBeLessThan(60)
    expect(await shift("seen_at = now() - interval '12 hours 1 minute'")).toBe(false)
    expect(await shift("seen_at = now()")).toBe(true)
    expect(await shift("expires_at = now() - interval '1 second'")).toBe(false)
    expect(await shift("expires_at = now() + interval '9 years', created_at = now() + interval '9 years', seen_at = now()")).toBe(false)
  })

  test("behind TLS its cookie is bound to this host", async () => {
    const tls = await startPortline({
      env: { DATABASE_URL: await createDatabase(), AUTH: "password", PUBLIC_URL: "https://ports.example.com" },
    })
    const headers = { origin: "https://ports.example.com", "content-type": "application/json" }
    const body = JSON.stringify({ token: await setupToken(tls), email: "a@example.com", name: "A", password: PASSWORD })
    const answer = await get(tls.url, "/api/setup", { method: "POST", headers, body })
    const cookies = answer.headers.getSetCookie()
    expect(cookies).toHaveLength(2)
    for (const cookie of cookies)
      expect(cookie).toMatch(/^__Host-portline_\w+=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=(Lax|Strict); Secure$/)
    await tls.stop()
  })
})

describe("row 55: after a sign-in", () => {
  test.each([
    "//evil.example",
    "/\\evil.example",
    "https:evil.example",
    "https://evil.example",
    "/%0d%0aLocation:x",
    "javascript:alert(1)",
    "/\t/evil.example",
    "/.//evil.example",
    "\\\\evil.example",
  ])("%j leads to a page of ours", async (next) => {
    const answer = await new Person(portline.url).submit("/api/sign-in", { email: "admin@example.com", password: PASSWORD, next })
    const location = answer.headers.get("location") ?? ""
    expect(answer.status).toBe(303)
    expect(new URL(location, portline.url).origin).toBe(portline.url)
    expect(location).not.toMatch(/^\/[/\\]/)
    const page = await admin.ask(`/sign-in?next=${encodeURIComponent(next)}`)
    expect(new URL(page.headers.get("location") ?? "", portline.url).origin).toBe(portline.url)
  })

  test("the page that was asked for is led to", async () => {
    const person = new Person(portline.url)
    const asked = await person.ask("/orders?status=exception&court=you")
    expect([asked.status, asked.headers.get("location")]).toEqual([307, "/sign-in?next=%2Forders%3Fstatus%3Dexception%26court%3Dyou"])
    const answer = await person.submit("/api/sign-in", { email: "admin@example.com", password: PASSWORD, next: "/orders?status=exception" })
    expect(answer.headers.get("location")).toBe("/orders?status=exception")
  })
})

describe("a member", () => {
  test("is changed by an admin, who cannot leave nobody in charge", async () => {
    const [own] = await rows<{ id: string }>("SELECT id FROM members WHERE email_key = 'admin@example.com'")
    for (const body of [{ act: "disable" }, { act: "role", role: "viewer" }])
      expect((await admin.send(`/api/members/${own?.id}`, body)).json).toMatchObject({ status: 409, note: "last_admin" })
    const other = await join(portline, admin, "coordinator", "rising@example.com")
    const [rising] = await rows<{ id: string }>("SELECT id FROM members WHERE email_key = 'rising@example.com'")
    expect((await other.send("/api/members/invite", { email: "x@example.com", role: "viewer" })).status).toBe(403)
    expect((await admin.send(`/api/members/${rising?.id}`, { act: "role", role: "admin" })).status).toBe(200)
    expect((await other.send("/api/members/invite", { email: "x@example.com", role: "viewer" })).status).toBe(200)
    // Two admins who take each other's place at the same moment: one stays.
    const both = await Promise.all([
      admin.send(`/api/members/${rising?.id}`, { act: "role", role: "viewer" }),
      other.send(`/api/members/${own?.id}`, { act: "role", role: "viewer" }),
    ])
    expect(both.filter(({ status }) => status === 200)).toHaveLength(1)
    await rows("UPDATE members SET role = 'admin' WHERE email_key = 'admin@example.com'")
    await rows("UPDATE members SET role = 'viewer' WHERE email_key = 'rising@example.com'")
  })

  test("who is disabled, or no admin any more, has no way back in by a link or a key made before", async () => {
    const other = await join(portline, admin, "admin", "leaver@example.com")
    const [leaver] = await rows<{ id: string }>("SELECT id FROM members WHERE email_key = 'leaver@example.com'")
    const leave = (act: object) => admin.send(`/api/members/${leaver?.id}`, act)
    for (const [end, back] of [
      [
        { act: "role", role: "coordinator" },
        { act: "role", role: "admin" },
      ],
      [{ act: "disable" }, { act: "enable" }],
    ] as const) {
      await other.signIn("leaver@example.com")
      const invited = await other.send("/api/members/invite", { email: "backdoor@example.com", role: "admin" })
      const key = await makeKey(other, ["read"])
      expect((await leave(end)).status).toBe(200)
      const late = { token: linkToken(invited), name: "Late", password: PASSWORD }
      expect((await new Person(portline.url).send("/api/setup", late)).json.note).toBe("link_gone")
      expect((await get(portline.url, "/api/stats", { headers: { authorization: `Bearer ${key.key}` } })).status).toBe(401)
      expect((await leave(back)).status).toBe(200)
    }
    const deeds = await rows<{ action: string; deeds: number }>(
      "SELECT action, count(*)::int AS deeds FROM audit WHERE target IN ('backdoor@example.com', 'leaver@example.com') GROUP BY 1",
    )
    expect(Object.fromEntries(deeds.map(({ action, deeds: count }) => [action, count]))).toMatchObject({
      invitation_withdrawn: 2,
      role_changed: 2,
      member_disabled: 1,
      member_enabled: 1,
    })
    // A key that is asked for while its maker is being disabled would be one more way in.
    await other.signIn("leaver@example.com")
    const holder = new pg.Client({ connectionString: databaseUrl })
    await holder.connect()
    await holder.query("SELECT pg_advisory_lock($1)", [ADVISORY_LOCKS.members])
    const waiting = async (): Promise<number> =>
      (
        await rows("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND (classid::bigint << 32 | objid::bigint) = $1", [
          ADVISORY_LOCKS.members,
        ])
      ).length
    const disabling = leave({ act: "disable" })
    await expect.poll(waiting, { timeout: 5_000 }).toBe(1)
    const asking = other.send("/api/keys", { name: "late", scopes: ["read"], days: 1 })
    await expect.poll(waiting, { timeout: 5_000 }).toBe(2)
    await holder.end()
    expect([(await disabling).status, (await asking).status]).toEqual([200, 403])
    const inForce = "SELECT 1 FROM api_keys WHERE created_by_id = $1 AND revoked_at IS NULL"
    expect(await rows(inForce, [leaver?.id])).toEqual([])
    await leave({ act: "enable" })
    // What is so already is no deed, and nobody is made a link that would open nothing.
    for (const again of [{ act: "enable" }, { act: "role", role: "admin" }]) expect((await leave(again)).status).toBe(200)
    await leave({ act: "disable" })
    expect((await leave({ act: "disable" })).status).toBe(200)
    expect((await leave({ act: "reset" })).json).toMatchObject({ status: 409, note: "member_disabled" })
    const [after] = await rows(
      "SELECT count(*)::int AS deeds FROM audit WHERE target = 'leaver@example.com' AND action ~ '^(member|role|reset)_'",
    )
    expect(after).toEqual({ deeds: 7 })
  })

  test("nobody is called as Portline calls itself", async () => {
    const invited = await admin.send("/api/members/invite", { email: "named@example.com", role: "viewer" })
    const answer = await new Person(portline.url).send("/api/setup", { token: linkToken(invited), name: " Portline ", password: PASSWORD })
    expect(answer.json.note).toBe("name_wrong")
  })

  test.each([
    [{ email: "not an address", role: "viewer" }, 400, "email_wrong"],
    [{ email: "ok@example.com", role: "owner" }, 400, "role_wrong"],
    [{ email: "ADMIN@example.com", role: "viewer" }, 409, "email_taken"],
  ])("%j is not invited", async (body, status, note) => {
    expect((await admin.send("/api/members/invite", body)).json).toMatchObject({ status, note })
  })

  test("who forgot the password is made a link by an admin, which opens once; a withdrawn one opens nothing", async () => {
    const person = await join(portline, admin, "viewer", "forgetful@example.com")
    const [member] = await rows<{ id: string }>("SELECT id FROM members WHERE email_key = 'forgetful@example.com'")
    const made = await admin.send(`/api/members/${member?.id}`, { act: "reset" })
    const reset = new URL((made.json.data as { link: string }).link).searchParams.get("token")
    const fresh = new Person(portline.url)
    expect((await fresh.send("/api/setup", { token: reset, password: OTHER_PASSWORD })).status).toBe(200)
    await isOutSoon(person)
    expect(await mayRead(fresh)).toBe(true)
    expect((await fresh.send("/api/setup", { token: reset, password: OTHER_PASSWORD })).json.note).toBe("link_gone")

    // A link that nobody has used yet ends with a password that is changed by its owner, and with a member who is disabled.
    for (const end of [
      () => fresh.send("/api/password", { old: OTHER_PASSWORD, password: PASSWORD }),
      () => admin.send(`/api/members/${member?.id}`, { act: "disable" }),
    ]) {
      const unused = await admin.send(`/api/members/${member?.id}`, { act: "reset" })
      const old = new URL((unused.json.data as { link: string }).link).searchParams.get("token")
      expect((await end()).status).toBe(200)
      await admin.send(`/api/members/${member?.id}`, { act: "enable" })
      expect((await new Person(portline.url).send("/api/setup", { token: old, password: OTHER_PASSWORD })).json.note).toBe("link_gone")
    }

    const invited = await admin.send("/api/members/invite", { email: "unwanted@example.com", role: "viewer" })
    const link = new URL((invited.json.data as { link: string }).link)
    const [invitation] = await rows<{ id: string }>("SELECT id FROM invitations WHERE email = 'unwanted@example.com'")
    expect((await admin.send(`/api/members/invitations/${invitation?.id}/withdraw`)).status).toBe(200)
    const late = new Person(portline.url)
    expect((await late.send("/api/setup", { token: link.searchParams.get("token"), name: "X", password: PASSWORD })).json.note).toBe(
      "link_gone",
    )
  })
})

describe("an API key", () => {
  test("opens what its scopes name, needs no Origin, and never more than it", async () => {
    const reading = await makeKey(admin, ["read"])
    const handling = await makeKey(admin, ["handle"])
    const asKey = (key: string, path: string, method = "GET"): Promise<number> =>
      get(portline.url, path, {
        method,
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
        ...(method === "POST" ? { body: "{}" } : {}),
      }).then(({ status }) => status)
    expect(await asKey(reading.key, "/api/orders")).toBe(200)
    expect(await asKey(reading.key, "/api/metrics")).toBe(200)
    // Nothing can be handled that is not read: of an older key that may not, pages say so.
    expect(await asKey(handling.key, "/api/orders")).toBe(200)
    await rows("UPDATE api_keys SET scopes = '{handle}' WHERE id = $1", [handling.id])
    expect([await asKey(handling.key, "/api/orders"), await asKey(handling.key, "/orders")]).toEqual([403, 403])
    await rows("UPDATE api_keys SET scopes = '{read,handle}' WHERE id = $1", [handling.id])
    expect(await asKey(reading.key, "/api/events/retry", "POST")).toBe(403)
    expect(await asKey(handling.key, "/api/events/retry", "POST")).toBe(200)
    const elsewhere = { authorization: `Bearer ${handling.key}`, "content-type": "application/json", origin: "https://tool.example" }
    expect((await get(portline.url, "/api/events/retry", { method: "POST", headers: elsewhere, body: "{}" })).status).toBe(200)
    expect(await asKey(handling.key, "/api/rules/guide", "POST")).toBe(403)
    expect(await asKey(handling.key, "/api/members/invite", "POST")).toBe(403)
    expect(await asKey(handling.key, "/api/audit.csv")).toBe(403)
    expect(await asKey(`${reading.key}x`, "/api/orders")).toBe(401)
    // A wrong key beside a good cookie is a wrong key.
    expect((await admin.ask("/api/orders", { headers: { authorization: "Bearer portline_nonsense" } })).status).toBe(401)
    // Another scheme is a proxy's: the cookie counts, and a change needs its Origin.
    const basic = { authorization: "Basic eDp5" }
    expect((await admin.ask("/api/orders", { headers: basic })).status).toBe(200)
    const change = { method: "POST", headers: { ...basic, "content-type": "application/json" }, body: "{}" }
    expect((await admin.ask("/api/events/retry", change)).status).toBe(403)

    const [kept] = await rows<{ text: string; last_used_at: Date | null }>(
      "SELECT k::text AS text, last_used_at FROM api_keys k WHERE id = $1",
      [reading.id],
    )
    expect(kept?.text).not.toContain(reading.key)
    expect(kept?.last_used_at).not.toBeNull()
    expect((await admin.send(`/api/keys/${reading.id}/revoke`)).status).toBe(200)
    expect(await asKey(reading.key, "/api/orders")).toBe(401)
    await rows("UPDATE api_keys SET expires_at = now() WHERE id = $1", [handling.id])
    expect(await asKey(handling.key, "/api/orders")).toBe(401)
  })

  test.each([
    [{ name: "", scopes: ["read"], days: 1 }, "name_wrong"],
    [{ name: "x", scopes: [], days: 1 }, "scopes_wrong"],
    [{ name: "x", scopes: ["administer"], days: 1 }, "scopes_wrong"],
    [{ name: "x", scopes: ["read"], days: 0 }, "days_wrong"],
    [{ name: "x", scopes: ["read"], days: 367 }, "days_wrong"],
  ])("%j is not made", async (body, note) => {
    expect((await admin.send("/api/keys", body)).json).toMatchObject({ status: 400, note })
  })

  test("a text with NUL, which no database keeps, is refused by its name", async () => {
    const name = { name: "x\0", scopes: ["read"], days: 1 }
    expect((await admin.send("/api/keys", name)).json).toMatchObject({ status: 400, detail: expect.stringMatching(/^name: /) })
    const email = { email: "a\0@example.com", password: "x" }
    expect((await admin.send("/api/sign-in", email)).json).toMatchObject({ status: 400, detail: expect.stringMatching(/^email: /) })
  })
})

describe("the audit", () => {
  test("holds who did what, is only added to, and is filtered and exported", async () => {
    const events = (await admin.ask("/api/events")).json.data as { event: string }[]
    for (let count = 0; count < 3; count++) await admin.ask(`/api/events/${events[0]?.event}/raw`)
    await admin.send("/api/events/retry")
    const all = await admin.ask("/api/audit.csv")
    expect(all.type).toBe("text/csv; charset=utf-8; header=present")
    const lines = all.text.split("\r\n")
    expect(lines[0]).toBe("at,actor,action,target,detail,address,actor_email")
    for (const deed of [
      "set_up",
      "signed_in",
      "signed_out",
      "joined",
      "invited",
      "role_changed",
      "member_disabled",
      "password_changed",
      "key_made",
      "key_revoked",
      "raw_read",
      "event_retried",
    ])
      expect(
        lines.some((line) => line.includes(`,${deed},`)),
        deed,
      ).toBe(true)
    expect(lines.find((line) => line.includes(",raw_read,"))).toMatch(
      new RegExp(`^\\d{4}-.*Z,Ada,raw_read,${events[0]?.event},,127\\.0\\.0\\.1,admin@example\\.com$`),
    )
    const filtered = (await admin.ask("/api/audit.csv?action=raw_read&actor=ada")).text.split("\r\n").slice(1, -1)
    expect(filtered.filter((line) => line.includes(String(events[0]?.event)))).toHaveLength(1)
    expect(filtered.every((line) => line.includes(",Ada,raw_read,"))).toBe(true)
    expect((await admin.ask("/api/audit.csv?from=2020-01-01&to=2020-01-02")).text.split("\r\n")).toHaveLength(2)
    for (const wrong of ["action=nonsense", "from=2026-02-31", "to=0000-01-01"])
      expect((await admin.ask(`/api/audit.csv?${wrong}`)).status, wrong).toBe(400)
    for (const statement of ["UPDATE audit SET actor = 'nobody'", "DELETE FROM audit", "TRUNCATE audit"])
      await expect(rows(statement)).rejects.toThrow("only added to")
    expect(all.text).not.toContain(PASSWORD)
  })
})

test("row 49: after all that no line of the log holds a password, a session, a key or a link that lets somebody in", () => {
  const lines = portline
    .output()
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("portline: "))
  expect(lines.some((line) => JSON.parse(line).path === "/api/sign-in")).toBe(true)
  expect(cookiesGiven.size).toBeGreaterThan(30)
  for (const secret of [PASSWORD, OTHER_PASSWORD, token, ...cookiesGiven]) expect(lines.filter((line) => line.includes(secret))).toEqual([])
  expect(lines.filter((line) => /portline_[\w-]{43}|token=/.test(line))).toEqual([])
})
