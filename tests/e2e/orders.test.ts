import { randomUUID } from "node:crypto"
import { expect, type Page, test } from "playwright/test"
import { baseUrl, openLive, send, withOwnPortline } from "../support/browse.ts"
import { ALL_FIXTURES, fixture } from "../support/fixtures.ts"
import { sentComment, sentDeleted, sentMessaging, sentSplit, sentStatus } from "../support/sent.ts"

const ORDER = "cccccccc-0000-4000-8000-000000000001"
const [PARENT, CHILD] = ["cccccccc-0000-4000-8000-000000000002", "cccccccc-0000-4000-8000-000000000003"]
const XSS = "<img src=x onerror=\"document.title='hacked'\">"

withOwnPortline()

test.beforeAll(async () => {
  for (const number of ALL_FIXTURES) await send(fixture(number))
  const about = { order: ORDER, more: { support_key: "sr_e2e001", customer_reference: `Acme ${XSS}` } }
  await send(sentStatus("submitted", { ...about, at: "2025-05-01T10:00:00.000001Z" }))
  await send(sentStatus("exception", { ...about, at: "2025-05-02T10:00:00.123456Z", codes: ["LOA_ILLEGIBLE", "BRAND_NEW_CODE"] }))
  await send(
    sentComment(
      { body: `Please resend the LOA. https://example.com/loa ${XSS}`, user_type: "admin" },
      { order: ORDER, at: "2025-05-02T11:00:00Z" },
    ),
  )
  await send(sentMessaging("exception", { order: ORDER, at: "2025-05-02T12:00:00Z" }))
  await send(sentStatus("submitted", { order: PARENT, at: "2025-05-01T09:00:00Z", more: { support_key: "sr_e2epar" } }))
  for (const id of ["1", "2", "3"]) await send(sentSplit(PARENT, ORDER, { id: `split-${id}`, at: "2025-05-01T09:30:00Z" }))
  await send(sentSplit(ORDER, CHILD, { at: "2025-05-01T09:40:00Z", numbers: ["a", "b"] }))
  await send(sentSplit(CHILD, PARENT, { at: "2025-05-01T09:50:00Z" }))
  await send(Buffer.from("not json"))
})

/** Whatever goes wrong in a page's scripts fails its test. */
test.beforeEach(({ page }) => {
  page.on("pageerror", (error) => {
    throw error
  })
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().includes("404")) throw new Error(message.text())
  })
})

const row = (page: Page, key: string) => page.getByRole("row").filter({ has: page.getByRole("link", { name: key, exact: true }) })

test("list → filter exceptions by code → open → timeline, comments, lineage, messaging", async ({ page }) => {
  await page.goto(`${baseUrl()}/orders?exception_code=LOA_ILLEGIBLE&q=sr_e2e`)
  await expect(page.getByText(/^1 matches/)).toBeVisible()
  await expect(row(page, "sr_e2e001")).toContainText("LOA illegible")
  await row(page, "sr_e2e001").getByRole("link", { name: "sr_e2e001" }).click()

  await expect(page.getByRole("heading", { level: 1, name: "sr_e2e001" })).toBeVisible()
  const next = page.getByRole("region", { name: "Do next" })
  await expect(next.getByRole("heading", { name: "LOA illegible" })).toBeVisible()
  await expect(next).toContainText("About LOA_ILLEGIBLE")
  await expect(next.getByRole("heading", { name: "BRAND_NEW_CODE" })).toBeVisible()
  await expect(next).toContainText("No guide for BRAND_NEW_CODE.")

  const timeline = page.getByRole("region", { name: "Timeline" })
  await expect(timeline.getByText("Submitted → Exception")).toBeVisible()
  const entry = timeline.getByRole("listitem").filter({ hasText: "Submitted → Exception" }).last()
  await expect(entry.locator("time")).toHaveAttribute("datetime", "2025-05-02T10:00:00.123456Z")

  const comments = page.getByRole("region", { name: /Comments/ })
  await expect(comments).toContainText("Please resend the LOA.")
  await expect(comments).toContainText("Telnyx")
  await expect(comments.getByRole("link", { name: "https://example.com/loa" })).toHaveAttribute("href", "https://example.com/loa")
  await expect(page.getByRole("region", { name: "Messaging" })).toContainText("Exception")
  await expect(page.getByRole("region", { name: "Messaging" })).toContainText("Telnyx escalates messaging failures itself")

  await page.getByRole("link", { name: "Lineage of this order" }).click()
  await expect(page.getByRole("heading", { level: 1, name: "Lineage of sr_e2e001" })).toBeVisible()
  const graph = page.getByRole("region", { name: "Lineage graph" })
  await expect(graph.getByRole("link", { name: /^sr_e2epar, submitted/ })).toBeVisible()
  await expect(graph.getByText("3", { exact: true })).toBeVisible()
  await expect(page.getByRole("table").getByRole("row")).toHaveCount(4)
})

test("what a sender wrote is text, on every page, and no script of its own runs", async ({ page }) => {
  for (const path of ["/orders", "/orders/sr_e2e001", "/orders/sr_e2e001/lineage", "/events"]) {
    await openLive(page, path)
    await expect(page).not.toHaveTitle(/hacked/)
    expect(await page.locator('img[src="x"]').count()).toBe(0)
  }
})

test("a webhook posted meanwhile appears without a reload", async ({ page }) => {
  const [order, key] = [randomUUID(), `sr_${randomUUID().slice(0, 6)}`]
  await send(sentStatus("in-process", { order, at: "2026-01-01T10:00:00Z", more: { support_key: key } }))
  await openLive(page, "/orders")
  await send(sentStatus("exception", { order, at: "2026-01-01T11:00:00Z", codes: ["OTHER"], more: { support_key: key } }))
  await expect(row(page, key)).toContainText("Exception")

  await openLive(page, `/orders/${key}`)
  await send(sentStatus("ported", { order, at: "2026-01-01T12:00:00Z", more: { support_key: key } }))
  await expect(page.getByRole("region", { name: "Timeline" }).getByText("Exception → Ported")).toBeVisible()
  await expect(page.getByRole("region", { name: "Progress" }).locator("[aria-current=step]")).toContainText("Ported")
})

test("a new order waits behind a notice and moves no row by itself", async ({ page }) => {
  await openLive(page, "/orders")
  const before = await page.getByRole("rowheader").allTextContents()
  const key = `sr_${randomUUID().slice(0, 6)}`
  await send(sentStatus("draft", { order: randomUUID(), at: "2026-02-01T10:00:00Z", more: { support_key: key } }))
  const notice = page.getByRole("button", { name: /new · press/ })
  await expect(notice).toBeVisible()
  expect(await page.getByRole("rowheader").allTextContents()).toEqual(before)
  await notice.click()
  await expect(row(page, key)).toBeVisible()
})

test("a support key in the search box opens its order; a part of a reference lists", async ({ page }) => {
  await openLive(page, "/events")
  const search = page.getByRole("searchbox", { name: "Search orders" })
  await search.fill("SR_98f022")
  await search.press("Enter")
  await expect(page.getByRole("heading", { level: 1, name: "sr_98f022" })).toBeVisible()
  await search.fill("alpha-2")
  await search.press("Enter")
  await expect(row(page, "sr_98f022")).toBeVisible()
  await expect(row(page, "sr_e2e001")).toHaveCount(0)
})

test("placeholders, deleted drafts and unknown orders are shown as what they are", async ({ page }) => {
  await page.goto(`${baseUrl()}/orders/${CHILD}`)
  await expect(page.getByText(/no event of its own yet/i).first()).toBeVisible()
  await send(sentDeleted({ order: "cccccccc-0000-4000-8000-000000000009", at: "2025-03-03T00:00:00Z" }))
  await page.goto(`${baseUrl()}/orders/cccccccc-0000-4000-8000-000000000009`)
  await expect(page.getByText(/deleted/i).first()).toBeVisible()
  const answer = await page.goto(`${baseUrl()}/orders/sr_nobody`)
  expect(answer?.status()).toBe(404)
  await expect(page.getByRole("heading", { level: 1, name: "No such order" })).toBeVisible()
})

test("a banner says that signatures are not checked", async ({ page }) => {
  await page.goto(`${baseUrl()}/orders`)
  await expect(page.getByText(/Signatures are not checked/)).toBeVisible()
})

test("the inbox shows what is quarantined and why, and tries it again when asked", async ({ page }) => {
  await page.goto(`${baseUrl()}/events?state=quarantined`)
  await expect(page.getByText("Not readable as JSON").first()).toBeVisible()
  await page
    .getByRole("button", { name: /^Try again/ })
    .first()
    .click()
  await expect(page).toHaveURL(/state=quarantined/)
  await expect(page.getByText("Not readable as JSON").first()).toBeVisible()
})

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false })

  test("every page reads, filters and searches", async ({ page }) => {
    await page.goto(`${baseUrl()}/orders?status=exception`)
    await expect(row(page, "sr_e2e001")).toContainText("Exception")
    await page.getByRole("searchbox", { name: "Search orders" }).fill("sr_e2e001")
    await page.getByRole("button", { name: "Search", exact: true }).click()
    await expect(page.getByRole("region", { name: "Timeline" })).toContainText("Submitted → Exception")
    await expect(page.getByRole("region", { name: /Comments/ })).toContainText("Please resend the LOA.")
    await page.getByRole("link", { name: "Lineage of this order" }).click()
    await expect(page.getByRole("table").getByRole("row")).toHaveCount(4)
    await page.goto(`${baseUrl()}/events`)
    await expect(page.getByRole("table")).toContainText("status_changed")
  })
})
