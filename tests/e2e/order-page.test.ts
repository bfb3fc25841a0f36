import { randomUUID } from "node:crypto"
import { expect, type Page, test } from "playwright/test"
import { baseUrl, expectAccessible, openLive, send, withOwnPortline } from "../support/browse.ts"
import { ALL_FIXTURES, fixture, permutations } from "../support/fixtures.ts"
import { sent, sentComment, sentDeleted, sentMessaging, sentSplit, sentStatus } from "../support/sent.ts"

/** A failed test starts this file anew in another process, on the same server: its orders must be others. */
const [ROUNDS, ODD, SMS, DRAFT, GONE, BURIED, NAMED, LONG] = Array.from({ length: 8 }, () => randomUUID()) as [
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
]
const [ROUNDS_KEY, ODD_KEY, SMS_KEY] = [ROUNDS, ODD, SMS].map((id) => `sr_${id.slice(0, 6)}`) as [string, string, string]
const XSS = "<img src=x onerror=\"document.title='hacked'\">"
const hour = 3_600_000
/** A minute more: a clock that is set back a little meanwhile makes no hour less of it. */
const ago = (hours: number): string => new Date(Date.now() - hours * hour - 60_000).toISOString()
const region = (page: Page, name: string | RegExp) => page.getByRole("region", { name })

/** Three rounds, the third for the reasons of the first; a comment, a failed messaging port, numbers moved. */
async function sendRounds(): Promise<void> {
  const about = { order: ROUNDS, more: { support_key: ROUNDS_KEY, customer_reference: "Acme 7" } }
  const steps: [string, number, string[]?][] = [
    ["submitted", 100],
    ["exception", 90, ["ACCOUNT_NUMBER_MISMATCH"]],
    ["submitted", 80],
    ["exception", 70, ["PASSCODE_PIN_INVALID", "FOO_BAR"]],
    ["submitted", 60],
    ["exception", 50, ["ACCOUNT_NUMBER_MISMATCH"]],
  ]
  for (const [value, hours, codes] of steps) await send(sentStatus(value, { ...about, at: ago(hours), ...(codes ? { codes } : {}) }))
  await send(
    sentComment(
      { body: `See https://example.com/bill or javascript:alert(1) ${XSS}`, inserted_at: ago(49) },
      { order: ROUNDS, at: ago(49) },
    ),
  )
  for (const number of ["a", "b", "c"]) await send(sentSplit(ROUNDS, NAMED, { at: ago(40), id: `${ROUNDS} ${number}` }))
}

withOwnPortline()

test.beforeAll(async () => {
  for (const number of ALL_FIXTURES) await send(fixture(number))
  await sendRounds()
  const odd = { order: ODD, more: { support_key: ODD_KEY, customer_reference: XSS } }
  await send(sentStatus("submitted", { ...odd, at: ago(30) }))
  await send(sentStatus("on-hold", { ...odd, at: ago(20) }))
  await send(sentMessaging("waiting_for_campaign", { order: ODD, at: ago(19) }))
  await send(sent("brand_new", { at: ago(18), payload: { porting_order_id: ODD } }))
  await send(sentStatus("ported", { order: SMS, at: ago(60), more: { support_key: SMS_KEY } }))
  await send(sentMessaging("pending", { order: SMS, at: ago(70) }))
  await send(sentMessaging("exception", { order: SMS, at: ago(59) }))
  await send(sentStatus("draft", { order: DRAFT, at: ago(48), more: { support_key: null } }))
  await send(sentDeleted({ order: GONE, at: ago(10) }))
  await send(sentStatus("draft", { order: BURIED, at: ago(48), more: { support_key: null } }))
  await send(sentSplit(SMS, BURIED, { at: ago(50), id: `${SMS} ${BURIED}` }))
  await send(sentDeleted({ order: BURIED, at: ago(10) }))
})

/** Whatever goes wrong in a page's scripts fails its test. */
test.beforeEach(({ page }) => {
  page.on("pageerror", (error) => {
    throw error
  })
})

test("an order is opened, its message copied, and the next one reached, by keys alone", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"])
  await openLive(page, "/events")
  const list = { href: "/orders?status=exception", ids: [ROUNDS, ODD, SMS], at: Date.now() }
  await page.evaluate((kept) => sessionStorage.setItem("portline.list", kept), JSON.stringify(list))
  await openLive(page, `/orders/${ROUNDS}`)
  await expect(page.getByText("1 of 3")).toBeVisible()
  await page.keyboard.press("m")
  await expect(page.getByText("Message about Account number mismatch copied.")).toBeVisible()
  const message = await page.evaluate(() => navigator.clipboard.readText())
  expect(message).toContain("about the move of your phone numbers (Acme 7)")
  expect(message).not.toMatch(/[{}]/)
  await page.keyboard.press("y")
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(ROUNDS_KEY)
  await page.keyboard.press("]")
  await expect(page.getByRole("heading", { level: 1, name: ODD_KEY })).toBeVisible()
  await page.keyboard.press("]")
  await expect(page.getByRole("heading", { level: 1, name: SMS_KEY })).toBeVisible()
  await page.keyboard.press("[")
  await expect(page.getByRole("heading", { level: 1, name: ODD_KEY })).toBeVisible()
  await page.keyboard.press("u")
  await expect(page).toHaveURL(`${baseUrl()}/orders?status=exception`)
})

test("rounds are numbered and compared, the rail counts passes and the way back, cards say what to do", async ({ page }) => {
  await openLive(page, `/orders/${ROUNDS}`)
  const now = region(page, "Progress").locator("[aria-current=step]")
  await expect(now).toHaveCount(1)
  await expect(now).toContainText("Exception ×3")
  await expect(now).toContainText("now · 2 d 2 h · 2 d 22 h in all")
  await expect(region(page, "Progress")).toContainText("back ×2")
  await expect(page.getByRole("banner").or(page.locator("header")).last()).toContainText("3rd time")
  await page.getByText("Status history (6)").click()
  await expect(page.getByText("Round 3 · same code as round 1 · Account number mismatch")).toBeVisible()
  await expect(page.getByText("Round 2 · Passcode or PIN invalid, FOO_BAR; then Submitted")).toBeVisible()
  const next = region(page, "Do next")
  await expect(next).toContainText("2nd time on this order (rounds 1 and 3)")
  await expect(next).toContainText("our rule: 14 d")
  await next.getByText("Earlier (2)").click()
  await expect(next).toContainText("FOO_BAR")
})

test("of the documented order the page says why it is ported: two events of one microsecond, and rank decides", async ({ page }) => {
  await openLive(page, "/orders/sr_98f022")
  await page.getByText("Why this status?").click()
  const decisions = page.locator("#why ol > li")
  await expect(decisions).toHaveCount(4)
  await expect(decisions.last()).toContainText(
    "Same microsecond as Date confirmed; rank decides: Ported is further along than Date confirmed.",
  )
  await expect(decisions.last()).toContainText("this is what the order stands at")
  await expect(region(page, "Facts")).toContainText("The sender's time; 1 tie by rank")
})

/** What a page says of an order, without what depends on when its events came, and without the names of the one order. */
async function toldOf(page: Page, order: string, key: string): Promise<string> {
  await page.goto(`${baseUrl()}/orders/${order}`)
  const html = await page.locator("main").evaluate((main) => {
    // Templates and comments mark where React streams to, which depends on how busy the server is.
    for (const element of main.querySelectorAll("[data-arrival], script, template")) element.remove()
    for (const element of main.querySelectorAll("[data-received]")) element.removeAttribute("data-received")
    return main.innerHTML.replaceAll(/<!--.*?-->/g, "")
  })
  return html
    .replaceAll(order, "ORDER")
    .replaceAll(order.slice(0, 8), "OR")
    .replaceAll(key, "KEY")
    .replace(/\b[0-9a-f]{32}\b/g, "EVENT")
}

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false })

  test("the same events in 24 orders of arrival give the same page but for the arrival badges (point 7)", async ({ page }) => {
    test.setTimeout(180_000)
    const at = ["2025-03-01T10:00:00Z", "2025-03-02T10:00:00.000001Z", "2025-03-03T10:00:00Z", "2025-03-03T10:00:00Z"]
    let first: string | null = null
    for (const [turn, arrival] of permutations([0, 1, 2, 3]).entries()) {
      const [order, key] = [randomUUID(), `sr_${randomUUID().slice(0, 8)}`]
      const about = { order, more: { support_key: key, customer_reference: "the same" } }
      const bodies = ["exception", "submitted", "foc-date-confirmed", "ported"].map((value, index) =>
        sentStatus(value, { ...about, at: at[index] ?? "", ...(value === "exception" ? { codes: ["LOA_ILLEGIBLE", "OTHER"] } : {}) }),
      )
      const others = [
        sentMessaging("pending", { ...about, at: "2025-03-02T10:00:00.000001Z" }),
        sentComment({ id: "one", inserted_at: "2025-03-01T12:00:00Z" }, { order, at: "2025-03-01T12:00:00Z" }),
      ]
      const sequence = arrival.map((index) => bodies[index] ?? Buffer.from(""))
      for (const body of turn % 2 ? [...others, ...sequence] : [...sequence, ...others.toReversed()]) await send(body)
      const told = await toldOf(page, order, key)
      first ??= told
      expect(told).toBe(first)
    }
  })

  test("the page reads whole, filters by links, turns round, and opens its webhooks", async ({ page }) => {
    await page.goto(`${baseUrl()}/orders/${ROUNDS_KEY}`)
    await expect(page.getByRole("heading", { level: 1, name: ROUNDS_KEY })).toBeVisible()
    await page.getByText("Why this status?").click()
    await expect(page.locator("#why ol > li")).toHaveCount(6)
    await page
      .getByRole("navigation", { name: "Timeline" })
      .getByRole("link", { name: /^Comments 1$/ })
      .click()
    const timeline = region(page, "Timeline")
    await expect(timeline.getByText("Comment by Telnyx")).toBeVisible()
    await expect(timeline.getByText("Submitted → Exception")).toHaveCount(0)
    await page.goto(`${baseUrl()}/orders/${ROUNDS_KEY}?sort=oldest`)
    await expect(timeline.locator("ol ol > li").first()).toContainText("Submitted")
    await page.goto(`${baseUrl()}/orders/${ROUNDS_KEY}?show=everything`)
    await expect(page.getByText(/show: "everything" is not known here. Allowed: all, status/)).toBeVisible()
    await expect(timeline).toContainText("3 numbers moved to")
    await timeline
      .getByRole("link", { name: /^Raw event: Submitted/ })
      .first()
      .click()
    await expect(page.getByText("ACCOUNT_NUMBER_MISMATCH").last()).toBeVisible()
  })
})

test("late, repeated, overtaken, conflicting and future events are marked as such", async ({ page }) => {
  const [order, key] = [randomUUID(), `sr_${randomUUID().slice(0, 8)}`]
  const about = { order, more: { support_key: key } }
  const first = sentStatus("draft", { ...about, at: ago(0.01) })
  for (const body of [first, first, first]) await send(body)
  await send(sentStatus("in-process", { ...about, at: ago(50) }))
  await send(sentStatus("ported", { ...about, at: ago(-72) }))
  const reused = randomUUID()
  for (const state of ["pending", "ported"]) await send(sentMessaging(state, { ...about, id: reused, at: ago(0.02) }))
  await openLive(page, `/orders/${key}`)
  const entry = (text: string) => region(page, "Timeline").locator("[data-row]").filter({ hasText: text })
  await expect(entry("In process → Draft")).toContainText("repeat ×3")
  await expect(entry("In process").filter({ hasNotText: "→" })).toContainText("late 2 d 2 h")
  await expect(entry("In process").filter({ hasNotText: "→" })).toContainText("out of order")
  await expect(entry("Ported").first()).toContainText("future: decides nothing")
  await expect(entry("same id, other content")).toHaveCount(2)
  await expect(region(page, "Progress").locator("[aria-current=step]")).toContainText("Draft")
})

test("a status, code, type and messaging state never heard of are shown as sent (point 12)", async ({ page }) => {
  await openLive(page, `/orders/${ODD_KEY}`)
  await expect(region(page, "Progress").locator("[aria-current=step]")).toContainText("on-hold")
  await expect(region(page, "Do next")).toContainText("“on-hold” is a status never heard of here.")
  await expect(region(page, "Messaging")).toContainText("waiting_for_campaign")
  await expect(region(page, "Timeline")).toContainText("Unknown event type porting_order.brand_new")
  const order = randomUUID()
  await send(sentStatus("exception", { order, at: ago(5), codes: ["NEW_CODE"], more: { support_key: null } }))
  await openLive(page, `/orders/${order}`)
  await expect(region(page, "Do next")).toContainText("No guide for NEW_CODE. Write one")
  await expect(page.getByRole("link", { name: "Write one" })).toHaveAttribute("href", "/settings?tab=guide&code=NEW_CODE#guide-NEW_CODE")
})

test("what a sender wrote is text; only web addresses become links", async ({ page }) => {
  for (const key of [ROUNDS_KEY, ODD_KEY]) {
    await openLive(page, `/orders/${key}`)
    await expect(page).not.toHaveTitle(/hacked/)
    expect(await page.locator('img[src="x"]').count()).toBe(0)
  }
  await openLive(page, `/orders/${ROUNDS_KEY}`)
  const comments = region(page, /^Comments/)
  await expect(comments.getByRole("link", { name: "https://example.com/bill" })).toHaveAttribute("rel", /noopener/)
  await expect(comments.locator('a[href^="javascript"]')).toHaveCount(0)
})

test("what comes meanwhile shows; what is open stays open, and nothing jumps (point 8)", async ({ page }) => {
  await openLive(page, `/orders/${ROUNDS_KEY}`)
  await page.getByText("Why this status?").click()
  const moves = page.locator("summary", { hasText: "3 numbers moved to" }).first()
  await moves.getByText("show each").click()
  await page.getByText("Message for the customer").click()
  await page.evaluate(() => window.scrollTo(0, 300))
  const before = await page.evaluate(() => window.scrollY)
  await send(sentComment({ body: "A word from Telnyx", inserted_at: ago(0) }, { order: ROUNDS, at: ago(0) }))
  await expect(region(page, /^Comments/).getByText("A word from Telnyx")).toBeVisible()
  await expect(page.locator("#why")).toHaveAttribute("open", "")
  await expect(page.getByText("Hello,").first()).toBeVisible()
  await expect(page.getByRole("link", { name: /^Raw event: 1 number moved/ }).first()).toBeVisible()
  expect(Math.abs((await page.evaluate(() => window.scrollY)) - before)).toBeLessThan(100)
})

test("while the server does not answer, the page stays and says how old it is", async ({ page }) => {
  await openLive(page, `/orders/${ROUNDS_KEY}`)
  let isAway = true
  await page.route("**/api/orders/**", (route) => (isAway ? route.abort() : route.continue()))
  await send(sentComment({ body: "Unheard", inserted_at: ago(0) }, { order: ROUNDS, at: ago(0) }))
  await expect(page.getByText(/The order could not be read again/)).toBeVisible()
  await expect(page.getByRole("heading", { level: 1, name: ROUNDS_KEY })).toBeVisible()
  const retry = page.getByRole("button", { name: "Retry" })
  await retry.hover()
  isAway = false
  await retry.click()
  await expect(region(page, /^Comments/).getByText("Unheard")).toBeVisible()
  await expect(page.getByText(/The order could not be read again/)).toHaveCount(0)
})

test("messaging has a clock, a history and words of its own; other states say plainly what is next", async ({ page }) => {
  await openLive(page, `/orders/${SMS_KEY}`)
  const strip = region(page, "Messaging")
  await expect(strip).toContainText("Ports apart from voice. Voice is done, SMS is not: the order stays open.")
  await expect(strip).toContainText("Telnyx escalates messaging failures itself.")
  await expect(strip).toContainText("voice ported 2 d 12 h ago")
  await strip.getByText("Messaging history (2)").click()
  await expect(strip).toContainText("for 11 h")
  await expect(region(page, "Do next")).toContainText("SMS is 12 h over: ask Telnyx now.")
  await expect(region(page, "Do next")).not.toContainText("ask only once")
  await expect(region(page, "Split")).toContainText("Ported; messaging exception")
  await expect(region(page, "Split").getByRole("link", { name: SMS_KEY })).toHaveAttribute("href", `/orders/${SMS_KEY}`)
  await expect(region(page, "Timeline").getByRole("link", { name: BURIED.slice(0, 8), exact: true })).toBeVisible()
  await page.goto(`${baseUrl()}/orders/${DRAFT}`)
  await expect(region(page, "Do next")).toContainText("Submit it: Telnyx deletes drafts that are never submitted.")
  await page.goto(`${baseUrl()}/orders/${GONE}`)
  await expect(page.getByText(/This draft was deleted on/)).toBeVisible()
  await page.goto(`${baseUrl()}/orders/${NAMED}`)
  await expect(page.getByText(/no event of its own yet. It heals when one comes./)).toBeVisible()
})

test("a deleted draft grows no older, waits on nobody and for no key", async ({ page }) => {
  await openLive(page, `/orders/${BURIED}`)
  const steps = region(page, "Progress").getByRole("listitem")
  await expect(steps).toHaveText([/^Draft1 d 14 h$/, /^Deleted/])
  await expect(steps.last().locator("[aria-current=step]")).toBeVisible()
  await expect(page.getByRole("main").locator("header").first()).not.toContainText(/Waiting on|no key yet/)
  await page.getByText("Status history (1)").click()
  await expect(page.getByRole("table", { name: /^Status history/ })).not.toContainText("now")
})

test("a long timeline comes fifty at a time, and the page keeps its place", async ({ page }) => {
  for (let turn = 0; turn < 120; turn++) await send(sent(`kind_${turn}`, { at: ago(200 - turn), payload: { porting_order_id: LONG } }))
  await openLive(page, `/orders/${LONG}`)
  const entries = region(page, "Timeline").locator("[data-row]")
  await expect(entries).toHaveCount(50)
  const more = page.getByRole("link", { name: "Show 50 older" })
  await more.scrollIntoViewIfNeeded()
  const before = await page.evaluate(() => window.scrollY)
  await more.click()
  await expect(entries).toHaveCount(100)
  expect(Math.abs((await page.evaluate(() => window.scrollY)) - before)).toBeLessThan(20)
  await more.click()
  await expect(entries).toHaveCount(120)
  await expect(more).toHaveCount(0)
})

for (const [colorScheme, width] of [
  ["light", 1440],
  ["dark", 360],
] as const)
  test(`no axe violation and no sideways scroll, ${colorScheme}, ${width} px, all unfolded (points 1 and 9)`, async ({ page }) => {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width, height: 900 })
    for (const name of [ROUNDS_KEY, ODD_KEY, SMS_KEY, GONE, NAMED]) {
      // Told again once it is live: until then its title comes and goes, and what is unfolded may fold.
      await openLive(page, `/orders/${name}`)
      await page.evaluate(() => {
        for (const details of document.querySelectorAll<HTMLDetailsElement>("main details")) details.open = true
      })
      await expectAccessible(page)
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
    }
  })
