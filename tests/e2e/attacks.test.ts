import { randomUUID } from "node:crypto"
import { expect, type Page, test } from "playwright/test"
import attacks from "../fixtures/attacks.json" with { type: "json" }
import { baseUrl, openLive, send, withOwnPortline } from "../support/browse.ts"
import { sent, sentComment, sentMessaging, sentSplit, sentStatus } from "../support/sent.ts"

const TEXTS = attacks.texts.map(({ text }) => text)
/** All of them in its comments, codes, descriptions and statuses. */
const LOADED = randomUUID()
const ORDERS = TEXTS.map(() => randomUUID())

withOwnPortline()

test.beforeAll(async () => {
  for (const [index, text] of TEXTS.entries()) {
    const [order, at] = [ORDERS[index] ?? "", `2025-04-02T10:00:${String(index).padStart(2, "0")}Z`]
    const more = { support_key: text, customer_reference: text, webhook_url: text }
    await send(sentStatus(text, { order, id: text, at, codes: [text], more }))
    await send(sentComment({ id: text, body: text, user_type: text, user_id: text }, { order: LOADED, id: `comment ${text}`, at }))
    await send(sentMessaging(text, { order, id: `messaging ${text}`, at }))
    await send(sent(text, { id: `type ${text}`, at, payload: { porting_order_id: LOADED } }))
    await send(sentStatus(text, { order: LOADED, id: `status ${text}`, at }))
    await send(sentSplit(order, LOADED, { id: `split ${text}`, at, numbers: [text] }))
  }
  await send(sentStatus("exception", { order: LOADED, at: "2025-04-03T10:00:00Z", codes: TEXTS, more: { support_key: "sr_attacks" } }))
  await send(Buffer.from(`not JSON: ${TEXTS.join(" ")}`))
})

type Struck = { readonly violations: string[] }

/** Notes whatever a text that did not stay text would do. */
async function watch(page: Page): Promise<string[]> {
  const struck: string[] = []
  page.on("dialog", (dialog) => {
    struck.push(`a dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on("pageerror", (error) => struck.push(`an error: ${error.message}`))
  page.on("request", (request) => {
    if (!request.url().startsWith(baseUrl())) struck.push(`a request: ${request.url()}`)
  })
  await page.addInitScript(() => {
    const own = window as unknown as Struck & { violations: string[] }
    own.violations = []
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
      own.violations.push(`${violatedDirective} ${blockedURI}`),
    )
  })
  return struck
}

/** Elements and attributes that only a text can have brought. */
async function foreign(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const brought =
      "iframe, object, embed, base, math, style:not(head style), meta[http-equiv=refresh], form[action*='attacker'], img, link[href*='attacker'], a[href^='javascript:' i], a[href^='data:' i], a[href^='vbscript:' i]"
    const found = [...document.querySelectorAll(brought)].map(({ outerHTML }) => outerHTML.slice(0, 100))
    for (const element of document.querySelectorAll("*"))
      for (const { name } of element.attributes) if (name.startsWith("on")) found.push(`${element.tagName} ${name}`)
    for (const script of document.querySelectorAll("script")) if (script.textContent?.startsWith("alert(")) found.push("a script")
    return [...found, ...(window as unknown as Struck).violations]
  })
}

const PAGES: readonly (readonly [string, string])[] = [
  ["Home", "/"],
  ["Orders", "/orders"],
  ["an order", `/orders/${LOADED}`],
  ["all of a long timeline", `/orders/${LOADED}?count=200`],
  ["its lineage", `/orders/${LOADED}/lineage`],
  ["its lineage as a table", `/orders/${LOADED}/lineage?view=table`],
  ["Events", "/events?limit=200"],
  ["quarantine", "/events?state=quarantined"],
  ["the guide with codes never seen", "/settings?tab=guide"],
  ["the clocks", "/settings?tab=clocks"],
]

for (const [name, path] of PAGES)
  test(`row 46: what a sender wrote is text on ${name}`, async ({ page }) => {
    const struck = await watch(page)
    await openLive(page, path)
    await page.evaluate(() => {
      for (const details of document.querySelectorAll<HTMLDetailsElement>("details")) details.open = true
    })
    expect(await foreign(page)).toEqual([])
    expect(struck).toEqual([])
  })

test("row 46: an order that is named by each of them has it as its title", async ({ page }) => {
  test.setTimeout(180_000)
  const struck = await watch(page)
  for (const [index, text] of TEXTS.entries()) {
    await page.goto(`${baseUrl()}/orders/${ORDERS[index]}`)
    await expect(page, text).toHaveTitle(/ · Portline$/)
    expect(await foreign(page), text).toEqual([])
  }
  expect(struck).toEqual([])
})

test("row 46: a search for some of them shows them as text", async ({ page }) => {
  const struck = await watch(page)
  for (const text of TEXTS.filter((_, index) => index % 8 === 0)) {
    await page.goto(`${baseUrl()}/search?q=${encodeURIComponent(text)}`)
    await page.goto(`${baseUrl()}/orders?q=${encodeURIComponent(text)}`)
    await expect(page.locator("tbody tr[data-row]").first(), text).toBeVisible()
    expect(await foreign(page), text).toEqual([])
  }
  expect(struck).toEqual([])
})

test("row 46: what is downloaded is text, never to be run", async ({ request }) => {
  const { data } = (await (await request.get(`${baseUrl()}/api/events?limit=200`)).json()) as { data: { event: string }[] }
  for (const { event } of data.slice(0, 50)) {
    const raw = await request.get(`${baseUrl()}/api/events/${event}/raw`)
    expect(raw.headers()).toMatchObject({ "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" })
  }
  const csv = await request.get(`${baseUrl()}/api/orders.csv`)
  expect(csv.headers()).toMatchObject({
    "content-disposition": expect.stringMatching(/^attachment; /),
    "content-type": expect.stringContaining("text/csv"),
  })
  expect(await csv.text()).not.toMatch(/(^|,)"?[=+@-]/m)
})
