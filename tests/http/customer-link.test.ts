import { randomUUID } from "node:crypto"
import pg from "pg"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import attacks from "../fixtures/attacks.json" with { type: "json" }
import { createDatabase } from "../support/database.ts"
import { join, type Person, setUp } from "../support/person.ts"
import { type Portline, startPortline } from "../support/portline.ts"
import { sentComment, sentDeleted, sentMessaging, sentSplit, sentStatus } from "../support/sent.ts"
import { type Answer, get, post } from "../support/webhook.ts"

const SECRETS = {
  support_key: "sr_secret1",
  customer_reference: "secret reference",
  description: "About ACCOUNT_NUMBER_MISMATCH",
  code: "ACCOUNT_NUMBER_MISMATCH",
  comment: "secret comment",
}
let databaseUrl: string
let portline: Portline
let admin: Person
let coordinator: Person

beforeAll(async () => {
  databaseUrl = await createDatabase()
  portline = await startPortline({ env: { DATABASE_URL: databaseUrl, AUTH: "password", LOG_LEVEL: "debug" } })
  admin = await setUp(portline)
  coordinator = await join(portline, admin, "coordinator")
})
afterAll(() => portline.stop())

type About = { readonly order?: string; readonly at?: string; readonly codes?: readonly string[]; readonly key?: string }
async function tell(
  value: string,
  { order = randomUUID(), at = "2024-05-01T10:00:00Z", codes = [], key = SECRETS.support_key }: About = {},
): Promise<string> {
  const more = { support_key: key, customer_reference: SECRETS.customer_reference }
  expect((await post(portline.url, sentStatus(value, { order, at, codes, more }))).status).toBe(200)
  return order
}

async function makeLink(order: string, more: Record<string, unknown> = {}): Promise<string> {
  const made = await coordinator.send(`/api/orders/${order}/links`, more)
  expect(made.status, made.text).toBe(200)
  return new URL((made.json.data as { link: string }).link).pathname
}
const open = (path: string): Promise<Answer> => get(portline.url, path)
const words = ({ text }: Answer): string =>
  text
    .replace(/<style>[\s\S]*?<\/style>/g, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ")

async function rows<Row extends pg.QueryResultRow>(statement: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const result = await client.query<Row>(statement)
  await client.end()
  return result.rows
}

describe("a customer's link", () => {
  test("is one page of HTML without a script, that no search engine lists, nobody frames, and that loads nothing", async () => {
    const page = await open(await makeLink(await tell("submitted")))
    expect([page.status, page.type]).toEqual([200, "text/html; charset=utf-8"])
    expect(page.text).not.toMatch(/<script|<link|<img|<iframe|javascript:|\son\w+=|https?:\/\//i)
    expect(page.headers.get("content-security-policy")).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    )
    expect(page.headers.get("x-robots-tag")).toBe("noindex, nofollow")
    expect(page.headers.get("referrer-policy")).toBe("no-referrer")
    expect(page.headers.get("cache-control")).toBe("no-store")
    expect(page.headers.getSetCookie()).toEqual([])
    expect(page.text.length).toBeLessThan(10_000)
  })

  test.each([
    ["draft", "Request received (now)"],
    ["submitted", "Being checked (now)"],
    ["foc-date-confirmed", "Date set (now)"],
    ["ported", "Done (done)"],
    ["cancel-pending", "This move is being cancelled."],
    ["cancelled", "This move was cancelled."],
    ["novel-status", "We are sorting something out; we will contact you."],
  ])("says of %s: %s", async (status, said) => {
    const page = words(await open(await makeLink(await tell(status))))
    expect(page).toContain(said)
    expect(page).not.toContain("We need something from you")
  })

  test("tells nothing of an exception but that it is seen to, until the guide says what to tell", async () => {
    const order = await tell("exception", { codes: [SECRETS.code, "OTHER"] })
    await post(portline.url, sentComment({ body: SECRETS.comment }, { order }))
    const path = await makeLink(order)
    const before = await open(path)
    expect(words(before)).toContain("We are sorting something out; we will contact you.")
    for (const secret of [...Object.values(SECRETS), order, "OTHER", "Ada"]) expect(before.text).not.toContain(secret)

    const { version } = (await admin.ask("/api/rules")).json.data as { version: number }
    const row = {
      name: "Account number mismatch",
      court: "you",
      withCustomer: true,
      meaning: "secret meaning",
      steps: ["secret step"],
      customerText: "secret mail",
      linkText: "Your latest bill, with the <b>account number</b>.",
      limit: null,
    }
    expect((await admin.send("/api/rules/guide", { version, code: SECRETS.code, ...row })).status).toBe(200)
    const after = await open(path)
    expect(words(after)).toContain("We need something from you (now)")
    expect(after.text).toContain("Your latest bill, with the &#60;b&#62;account number&#60;/b&#62;.")
    for (const secret of [...Object.values(SECRETS), "secret m", "secret step", order]) expect(after.text).not.toContain(secret)
  })

  test("tells of messaging apart from calls, of a withdrawn draft, and when what came", async () => {
    const order = await tell("ported", { at: "2024-05-02T10:00:00Z" })
    await tell("submitted", { order, at: "2024-05-01T22:30:00Z" })
    await post(portline.url, sentMessaging("activating", { order, at: "2024-05-02T11:00:00Z" }))
    const page = words(await open(await makeLink(order, { zone: "Asia/Tokyo" })))
    expect(page).toContain("Text messages: still being set up (apart from calls).")
    expect(page).toContain("2 May 2024, 19:00 GMT+9 : Done 2 May 2024, 07:30 GMT+9 : Being checked")
    await post(portline.url, sentMessaging("canceled", { order, at: "2024-05-02T12:00:00Z" }))
    expect(words(await open(await makeLink(order)))).toContain("Text messages: not part of this move.")
    await post(portline.url, sentMessaging("awaiting_campaign", { order, at: "2024-05-02T13:00:00Z" }))
    expect(words(await open(await makeLink(order)))).toContain("Text messages: we are finding out how far they are (apart from calls).")
    await post(portline.url, sentDeleted({ order: await tell("draft", { order: randomUUID() }), at: "2024-05-03T10:00:00Z" }))
    const [gone] = (await admin.ask("/api/orders?deleted=only")).json.data as { id: string }[]
    expect(words(await open(await makeLink(gone?.id ?? "")))).toContain("This request was withdrawn.")
  })

  test("of a family shows each part, and of one order that alone; the others' names stand nowhere", async () => {
    const [from, to] = [await tell("submitted", { key: "sr_parent" }), await tell("ported", { key: "sr_child" })]
    await post(portline.url, sentSplit(from, to, { numbers: ["one"] }))
    const family = await open(await makeLink(from, { scope: "family" }))
    expect(words(family)).toMatch(/Part 1 of 2 .*Being checked \(now\).* Part 2 of 2 .*Done \(done\)/)
    for (const secret of ["sr_parent", "sr_child", from, to]) expect(family.text).not.toContain(secret)
    await post(portline.url, sentSplit(to, randomUUID(), { numbers: ["two"] }))
    expect(words(await open(await makeLink(to, { scope: "family" })))).toMatch(
      /Part 1 of 3 .*Done \(done\).* Part 3 of 3 Nothing is known of this part yet: we are finding out how far it is\./,
    )
    const alone = words(await open(await makeLink(from, { scope: "order" })))
    expect(alone).not.toContain("Part ")
    expect(alone).not.toContain("Done (done)")
  })

  test("shows the brand and whom to ask, as text", async () => {
    expect((await admin.send("/api/brand", { name: "Example <Telecom>", contact: '"ports"@example.com' })).status).toBe(200)
    const page = await open(await makeLink(await tell("submitted")))
    expect(page.text).toContain("<h1>Moving your numbers to Example &#60;Telecom&#62;</h1>")
    expect(page.text).toContain("Questions? Example &#60;Telecom&#62;: &#34;ports&#34;@example.com")
    expect((await coordinator.send("/api/brand", { name: "x", contact: "y" })).status).toBe(403)
    expect((await admin.send("/api/brand", { name: "x".repeat(101), contact: "" })).status).toBe(400)
  })

  test("counts its views, is over when it is over, and ends at once when it is revoked; only its hash is kept", async () => {
    const order = await tell("submitted")
    const path = await makeLink(order)
    const token = path.split("/").at(-1) ?? ""
    expect(token).toMatch(/^[\w-]{43}$/)
    await open(path)
    await open(path)
    await get(portline.url, path, { method: "HEAD" })
    const mine = `WHERE order_id = '${order}'`
    const [kept] = await rows<{ id: string; views: number; text: string }>(
      `SELECT id, views, l::text AS text FROM customer_links l ${mine}`,
    )
    expect([kept?.views, kept?.text.includes(token)]).toEqual([2, false])
    await rows(`UPDATE customer_links SET expires_at = now() - interval '1 second' ${mine}`)
    const over = await open(path)
    expect([over.status, words(over).includes("Ask Example &#60;Telecom&#62; for a new one")]).toEqual([404, true])
    await rows(`UPDATE customer_links SET expires_at = now() + interval '1 day' ${mine}`)
    expect((await open(path)).status).toBe(200)
    expect((await coordinator.send(`/api/links/${kept?.id}/revoke`)).status).toBe(200)
    const revoked = await open(path)
    const unknown = await open(`/s/${"A".repeat(43)}`)
    expect([revoked.status, revoked.text]).toEqual([404, unknown.text])
    expect(portline.output()).not.toContain(token)
  })

  test("is shown a minute later to who loads it over and over", async () => {
    const path = await makeLink(await tell("submitted"))
    const statuses = await Promise.all(Array.from({ length: 65 }, () => open(path).then(({ status }) => status)))
    expect(statuses.filter((status) => status === 200)).toHaveLength(60)
    const { status, headers, text } = await open(path)
    expect([status, headers.get("retry-after"), text.includes("Try again in a moment")]).toEqual([429, "60", true])
  })

  test.each([
    [{ scope: "all" }, /^scope: /],
    [{ zone: "Nowhere" }, /^zone: /],
    [{ days: 0 }, /^days: /],
    [{ days: 367 }, /^days: /],
  ])("%j is refused by name", async (wish, why) => {
    const { status, json } = await coordinator.send(`/api/orders/${await tell("draft")}/links`, wish)
    expect([status, String(json.detail)]).toEqual([400, expect.stringMatching(why)])
  })

  test("row 46: whatever a sender wrote, the page is the same text", async () => {
    const clean = words(await open(await makeLink(await tell("submitted")))).replace(/Status as of .*?(?=Request)/, "")
    for (const { text } of attacks.texts) {
      const order = randomUUID()
      const more = { support_key: text, customer_reference: text }
      await post(portline.url, sentStatus("submitted", { order, at: "2024-05-01T10:00:00Z", codes: [text], more }))
      await post(portline.url, sentComment({ body: text }, { order }))
      expect(words(await open(await makeLink(order))).replace(/Status as of .*?(?=Request)/, "")).toBe(clean)
    }
  })
})
