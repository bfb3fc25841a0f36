import { randomUUID } from "node:crypto"
import { expect, type Page, test } from "playwright/test"
import { baseUrl, expectAccessible, openLive, send, withOwnPortline } from "../support/browse.ts"
import { ALL_FIXTURES, fixture } from "../support/fixtures.ts"
import { sent, sentMessaging, sentSplit, sentStatus } from "../support/sent.ts"
import { get } from "../support/webhook.ts"

const ORDER = "e7e47000-0000-4000-8000-000000000001"
const CHILD = "e7e47000-0000-4000-8000-000000000002"
const XSS = "<img src=x onerror=\"document.title='hacked'\">"

withOwnPortline()

/** Each with an id of its own: after a failure they are sent again. */
test.beforeAll(async () => {
  for (const number of ALL_FIXTURES) await send(fixture(number))
  const about = { order: ORDER, more: { support_key: "sr_events", customer_reference: `\u202EAcme ${XSS}` } }
  await send(sentStatus("submitted", { ...about, id: "e-1", at: "2025-05-01T10:00:00.000001Z" }))
  await send(sentStatus("exception", { ...about, id: "e-2", at: "2025-05-02T10:00:00.123456Z", codes: ["LOA_ILLEGIBLE"], attempt: 2 }))
  await send(sentMessaging("pending", { order: ORDER, id: "one-id", at: "2025-05-03T10:00:00Z" }))
  await send(sentMessaging("ported", { order: ORDER, id: "one-id", at: "2025-05-03T10:00:00Z" }))
  await send(sentSplit(ORDER, CHILD, { id: "e-3", at: "2025-05-04T10:00:00Z" }))
  await send(sent(`odd_${"type".repeat(60)}\u202E${XSS}`, { id: "e-4", payload: { porting_order_id: ORDER } }))
  for (const body of ["not json 1", "not json 2", "not json 3", "[]"]) await send(Buffer.from(body))
})

/** Whatever goes wrong in a page's scripts fails its test. */
test.beforeEach(({ page }) => {
  page.on("pageerror", (error) => {
    throw error
  })
})

const drawer = (page: Page) => page.getByRole("dialog", { name: "Raw event" })

async function keyOf(query: string): Promise<string> {
  const { json } = await get(baseUrl(), `/api/events?${query}&limit=1`)
  return (json.data as { event: string }[])[0]?.event ?? ""
}

/** Presses Tab until what has the focus answers to a name. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press("Tab")
    const text = await page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? "")
    if (name.test(text)) return
  }
  throw new Error(`${name} is not reached by Tab.`)
}

test("a raw diff is read by keyboard alone, and the focus comes back (point 2e)", async ({ page }) => {
  await openLive(page, "/events?verdict=conflict&order=sr_events")
  await tabTo(page, /^Raw event received/)
  await page.keyboard.press("Enter")
  await expect(drawer(page)).toBeVisible()
  await expect(page).toHaveURL(/verdict=conflict&event=[0-9a-f]{32}$/)
  const differences = drawer(page).getByRole("list", { name: "Differences" })
  await expect(differences).toContainText("changed payload.messaging.messaging_port_status")
  await expect(differences).toContainText('before "pending"')
  await expect(differences).toContainText('after "ported"')
  await expect(page.getByRole("link", { name: "Close" })).toBeFocused()
  await page.keyboard.press("Escape")
  await expect(drawer(page)).toHaveCount(0)
  expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(/^Raw event received/)
  await expect(page).toHaveURL(/\/events\?order=sr_events&verdict=conflict$/)
  await page.goBack()
  await expect(drawer(page)).toBeVisible()
})

test("opening an event leaves the list as it is, new rows waiting and all", async ({ page }) => {
  await openLive(page, "/events?order=sr_events")
  const rows = page.getByRole("rowheader")
  const before = await rows.allTextContents()
  await send(sentStatus("submitted", { order: ORDER, at: "2025-06-01T10:00:00Z", more: { support_key: "sr_events" } }))
  const waiting = page.getByRole("button", { name: /^1 new · press/ })
  await expect(waiting).toBeVisible()
  await rows.first().getByRole("link").click()
  await expect(drawer(page)).toBeVisible()
  await page.getByRole("link", { name: "Close" }).click()
  await expect(drawer(page)).toHaveCount(0)
  expect(await rows.allTextContents()).toEqual(before)
  await waiting.click()
  await expect(rows).toHaveCount(before.length + 1)
})

test("the older page begins behind what is shown, also once new rows are", async ({ page }) => {
  const order = randomUUID()
  const sendMany = async (count: number): Promise<void> => {
    await Promise.all(Array.from({ length: count }, () => send(sentStatus("submitted", { order }))))
  }
  await sendMany(60)
  await openLive(page, `/events?order=${order}`)
  const rows = page.getByRole("rowheader")
  await expect(rows).toHaveCount(50)
  await sendMany(20)
  await page.getByRole("button", { name: /^20 new · press/ }).click()
  await page.getByRole("link", { name: "Older" }).click()
  await expect(rows).toHaveCount(30)
})

test("of a split the order to compare in can be chosen", async ({ page }) => {
  await send(sentStatus("draft", { id: "e-5", order: CHILD, at: "2025-05-01T00:00:00Z", more: { support_key: "sr_evchild" } }))
  const split = await keyOf(`order=${CHILD}&event_type=porting_order.split`)
  await openLive(page, `/events?event=${split}`)
  const first = await drawer(page).getByText("Compared with").textContent()
  await drawer(page)
    .getByRole("link", { name: /^Compare with the event before it of/ })
    .click()
  await expect(page).toHaveURL(/against=/)
  await expect(drawer(page).getByText("Compared with")).not.toHaveText(first ?? "")
})

test("a quarantined event is tried again by keyboard alone (point 2f)", async ({ page }) => {
  await openLive(page, "/events?verdict=quarantined")
  await tabTo(page, /^Try again/)
  await page.keyboard.press("Enter")
  await expect(page.getByRole("status").filter({ hasText: "Still not understood" })).toBeVisible()
  await page.getByRole("button", { name: "Try all again" }).press("Enter")
  await expect(page.getByText(/Tried again: 0 understood now, \d+ still not\./)).toBeVisible()
})

test("quarantined bodies that are alike fold into one line with a count", async ({ page }) => {
  await page.goto(`${baseUrl()}/events?verdict=quarantined`)
  const folded = page.getByText("2 more alike: same cause, same size")
  await expect(folded).toBeVisible()
  await folded.click()
  await expect(page.getByRole("row").filter({ has: folded }).getByRole("link")).toHaveCount(3)
})

test("paused, the list tells of nothing new; going on, it does", async ({ page }) => {
  const order = randomUUID()
  await send(sentStatus("draft", { order, at: "2025-01-01T10:00:00Z" }))
  await openLive(page, `/events?order=${order}`)
  const pause = page.getByRole("button", { name: "Pause list" })
  await pause.click()
  await expect(pause).toHaveAttribute("aria-pressed", "true")
  const answered = page.waitForResponse((response) => response.url().includes("include=details"))
  await send(sentStatus("submitted", { order, at: "2025-01-02T10:00:00Z" }))
  await answered
  await expect(page.getByText("Paused: nothing here changes until you go on.")).toBeVisible()
  await expect(page.getByRole("button", { name: /new · press/ })).toHaveCount(0)
  await pause.click()
  await expect(pause).toHaveAttribute("aria-pressed", "false")
  await expect(page.getByRole("button", { name: /^1 new · press/ })).toBeVisible()
})

test("the sum at the head holds and follows what comes (point 7)", async ({ page }) => {
  await openLive(page, "/events")
  const sum = page.getByRole("region", { name: "How it adds up" }).getByRole("paragraph").last()
  const figures = async (): Promise<number[]> =>
    ((await sum.textContent()) ?? "").match(/[\d,]+/g)?.map((text) => Number(text.replace(",", ""))) ?? []
  const [before = 0] = await figures()
  await send(Buffer.from(`odd ${randomUUID()}`))
  await expect(sum).toContainText(`${(before + 1).toLocaleString("en")} received`)
  const [received, fresh = 0, repeats = 0, conflicts = 0, quarantined = 0] = await figures()
  expect(received).toBe(fresh + repeats + conflicts + quarantined)
})

test("what the URL asks for that is not known is named, with what is allowed, and the list shows", async ({ page }) => {
  await page.goto(`${baseUrl()}/events?verdict=odd&event_type=porting_order.brand_new`)
  await expect(page.getByRole("note").filter({ hasText: 'verdict="odd"' })).toContainText("quarantined")
  await expect(page.getByRole("combobox", { name: "Type" })).toHaveValue("porting_order.brand_new")
  await page.goto(`${baseUrl()}/events?verdict=odd`)
  await expect(page.getByRole("row").nth(1)).toBeVisible()
})

test("a sender's text stays text and in its place", async ({ page }) => {
  const key = await keyOf("verdict=unknown_type&order=sr_events")
  await openLive(page, `/events?event=${key}`)
  await expect(drawer(page)).toContainText("\\u202e<img src=x")
  expect(await page.locator('img[src="x"]').count()).toBe(0)
  await expect(page).not.toHaveTitle(/hacked/)
})

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false })

  test("the list, its tabs and a raw event read, and quarantine is tried again", async ({ page }) => {
    await page.goto(`${baseUrl()}/events?order=sr_events`)
    await expect(page.getByRole("table")).toContainText("→ exception (LOA_ILLEGIBLE)")
    await page
      .getByRole("row")
      .filter({ hasText: "→ exception" })
      .getByRole("link", { name: /^Raw event/ })
      .click()
    await expect(drawer(page)).toContainText("changed payload.status.value")
    await expect(drawer(page)).toContainText('"value": "exception"')
    await page.getByRole("link", { name: "Close" }).click()
    await expect(drawer(page)).toHaveCount(0)
    await page.getByRole("link", { name: "Clear" }).click()
    const tabs = page.getByRole("navigation", { name: "Events by verdict" })
    await tabs.getByRole("link", { name: /^Quarantine \d+$/ }).click()
    await page.getByRole("button", { name: "Try all again" }).click()
    await expect(page.getByText(/Tried again: 0 understood now, \d+ still not\./)).toBeVisible()
  })
})

for (const [colorScheme, width] of [
  ["light", 1440],
  ["dark", 360],
] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme })
    test(`axe finds nothing in list, quarantine, inspector and none at ${width} px, and nothing scrolls sideways (points 1, 9)`, async ({
      page,
    }) => {
      test.setTimeout(180_000)
      await page.setViewportSize({ width, height: 900 })
      const [twin, odd] = [await keyOf("verdict=conflict&order=sr_events"), await keyOf("verdict=unknown_type&order=sr_events")]
      const of = "?order=sr_events"
      for (const path of [of, "?verdict=quarantined", "?order=nobody&verdict=odd", `${of}&event=${twin}`, `${of}&event=${odd}`]) {
        await page.goto(`${baseUrl()}/events${path}`)
        if (path.includes("&event=")) await expect(page.getByRole("link", { name: "Close" })).toBeFocused()
        await expectAccessible(page)
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
      }
    })
  })
}
