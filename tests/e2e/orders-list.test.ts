import { randomUUID } from "node:crypto"
import { readFile } from "node:fs/promises"
import { expect, type Page, test } from "playwright/test"
import { baseUrl, expectAccessible, openLive, send, withOwnPortline } from "../support/browse.ts"
import { readCsv } from "../support/read-csv.ts"
import { sentMessaging, sentStatus } from "../support/sent.ts"

const CODE = "LIST_TEST_CODE"
const MANY = "LIST_MANY_CODE"
const key = (index: number): string => `sr_list${index}`
const about = (index: number) => ({
  order: `0de40000-0000-4000-8000-00000000000${index}`,
  at: `2025-06-0${index}T10:00:00.000001Z`,
  more: { support_key: key(index), customer_reference: `List ref ${index}` },
})

withOwnPortline()

test.beforeAll(async () => {
  for (const index of [1, 2, 3, 4]) await send(sentStatus("exception", { ...about(index), codes: [CODE, "OTHER", "LOA_ILLEGIBLE"] }))
  await send(sentStatus("list-odd-status", about(5)))
  await send(sentMessaging("list_odd_state", { ...about(5), more: {} }))
})

/** Whatever goes wrong in a page's scripts fails its test. */
test.beforeEach(({ page }) => {
  page.on("pageerror", (error) => {
    throw error
  })
  page.on("console", (message) => {
    if (message.type() === "error") throw new Error(message.text())
  })
})

const row = (page: Page, name: string) => page.getByRole("row").filter({ has: page.getByRole("link", { name, exact: true }) })
const rowKeys = (page: Page) => page.locator("[data-row] th a").allTextContents()

test("by keyboard alone: filter by code, select three, copy their keys", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"])
  await openLive(page, "/orders?sort=support_key")
  const search = page.getByRole("searchbox", { name: "Key, UUID or reference" })
  await search.focus()
  await page.keyboard.press("Tab")
  await page.keyboard.press("Tab")
  await expect(page.locator("summary", { hasText: "Why" })).toBeFocused()
  await page.keyboard.press("Enter")
  const box = page.getByRole("checkbox", { name: new RegExp(CODE) })
  for (let steps = 0; steps < 80 && !(await box.evaluate((element) => element === document.activeElement)); steps++)
    await page.keyboard.press("Tab")
  await page.keyboard.press("Space")
  await page.keyboard.press("Enter")
  await expect(page).toHaveURL(new RegExp(`exception_code=${CODE}`))
  await expect(page.getByText("4 match", { exact: false })).toBeVisible()
  expect(await rowKeys(page)).toEqual([1, 2, 3, 4].map(key))
  for (const index of [1, 2, 3]) {
    await page.getByRole("checkbox", { name: `Select ${key(index)}` }).focus()
    await page.keyboard.press("Space")
  }
  const bar = page.getByRole("group", { name: "Selected orders" })
  await expect(bar.getByRole("status")).toHaveText("3 selected")
  await page.keyboard.press("y")
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(key(3))
  await bar.getByRole("button", { name: "Copy keys" }).focus()
  await page.keyboard.press("Enter")
  await expect(page.getByText("Copied 3 keys.")).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe([1, 2, 3].map(key).join("\n"))
})

test("the whole page, then all that match are selected in two spoken steps, and leave as CSV", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"])
  await openLive(page, `/orders?exception_code=${CODE}&limit=2&sort=support_key`)
  await page.getByRole("checkbox", { name: "Select all on this page" }).check()
  const bar = page.getByRole("group", { name: "Selected orders" })
  await expect(bar.getByRole("status")).toHaveText("2 on this page selected")
  await bar.getByRole("button", { name: "Select all 4 that match" }).click()
  await expect(bar.getByRole("status")).toHaveText("All 4 that match selected")
  await bar.getByRole("button", { name: "Copy keys" }).click()
  await expect(page.getByText("Copied 4 keys.")).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe([1, 2, 3, 4].map(key).join("\n"))
  const [file] = await Promise.all([page.waitForEvent("download"), bar.getByRole("link", { name: "CSV" }).click()])
  expect(file.suggestedFilename()).toMatch(/^orders-\d{4}-\d\d-\d\d\.csv$/)
  const rows = readCsv(await readFile((await file.path()) ?? "", "utf8"))
  expect(rows.map((record) => record[1])).toEqual(["support_key", ...[1, 2, 3, 4].map(key)])
})

test("rows change in place and stay when they no longer match; new ones wait, in an empty list too", async ({ page }) => {
  const [code, one, two] = [`LIVE_${Date.now()}`, `sr_${randomUUID().slice(0, 6)}`, `sr_${randomUUID().slice(0, 6)}`]
  const order = randomUUID()
  await openLive(page, `/orders?exception_code=${code}`)
  await expect(page.getByRole("heading", { name: "No order matches these filters" })).toBeVisible()
  await send(sentStatus("exception", { order, at: "2026-03-01T10:00:00Z", codes: [code], more: { support_key: one } }))
  await page.getByRole("button", { name: /1 new · press/ }).click()
  await expect(row(page, one)).toContainText("Exception")

  await send(sentStatus("exception", { order: randomUUID(), at: "2026-03-02T10:00:00Z", codes: [code], more: { support_key: two } }))
  await expect(page.getByRole("button", { name: /1 new · press/ })).toBeVisible()
  await send(sentStatus("submitted", { order, at: "2026-03-03T10:00:00Z", more: { support_key: one } }))
  await expect(row(page, one)).toContainText("no longer matches")
  await expect(row(page, one)).toContainText("Submitted")
  expect(await rowKeys(page)).toEqual([one])
  await page.getByRole("button", { name: /1 new · press/ }).click()
  await expect.poll(() => rowKeys(page)).toEqual([two])
})

test("the counts of the filters follow what happens", async ({ page }) => {
  const code = `COUNT_${Date.now()}`
  const one = (): Buffer => sentStatus("exception", { order: randomUUID(), at: "2026-03-01T10:00:00Z", codes: [code] })
  await send(one())
  await openLive(page, "/orders")
  await page.locator("summary", { hasText: "Why" }).click()
  const option = page.locator("label", { hasText: code })
  await expect(option).toContainText("1")
  await send(one())
  await expect(option).toContainText("2")
})

test("a status, code and messaging state never heard of show, filter and survive a reload", async ({ page }) => {
  for (const [query, shown] of [
    ["status=list-odd-status", "list-odd-status"],
    ["messaging=list_odd_state", "list_odd_state"],
    [`exception_code=${CODE}`, CODE],
  ] as const) {
    await page.goto(`${baseUrl()}/orders?${query}`)
    await page.reload()
    await expect(page.getByRole("list", { name: "Filters in use" })).toContainText(`${shown} ?`)
    await expect(page.locator("[data-row]").first()).toContainText(shown)
  }
  await page.goto(`${baseUrl()}/orders?status=never-seen-anywhere`)
  await expect(page.getByRole("list", { name: "Filters in use" })).toContainText("never-seen-anywhere ?")
  await expect(page.getByRole("heading", { name: "No order matches these filters" })).toBeVisible()
})

test("what is ticked in a menu holds once it is closed: by Escape, by a press on a heading, or by the next menu", async ({ page }) => {
  const menu = (name: string) => page.locator("summary", { hasText: name })
  await openLive(page, "/orders")
  await menu("Why").click()
  await page.getByRole("checkbox", { name: new RegExp(CODE) }).check()
  await page.keyboard.press("Escape")
  await expect(page).toHaveURL(new RegExp(`exception_code=${CODE}`))
  await expect(menu("Why")).toBeFocused()

  await menu("Court").click()
  await page.getByRole("checkbox", { name: /^You \d/ }).check()
  await page.getByRole("columnheader", { name: "Last event" }).getByRole("link").click()
  await expect(page).toHaveURL(/court=you/)
  await expect(page).toHaveURL(new RegExp(`exception_code=${CODE}`))

  await menu("Status").click()
  await page.getByRole("checkbox", { name: /^Exception/ }).check()
  await menu("SMS").click()
  await expect(page).toHaveURL(/status=exception/)
  await expect(page.getByRole("list", { name: "Filters in use" })).toContainText("Status: Exception")
  await expect(page.getByRole("checkbox", { name: /^Pending/ })).toBeVisible()
  await page.keyboard.press("Escape")
  await page.getByRole("link", { name: "Clear", exact: true }).click()
  await expect(page).toHaveURL(`${baseUrl()}/orders`)
  await menu("Status").click()
  await expect(page.getByRole("checkbox", { name: /^Exception/ })).not.toBeChecked()
  await page.keyboard.press("Escape")
  await expect(page).toHaveURL(`${baseUrl()}/orders`)
})

test("where it is narrow a menu is a sheet above the bar, and moves nothing", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 700 })
  await openLive(page, "/orders")
  const heading = page.getByRole("heading", { level: 1 })
  const before = await heading.boundingBox()
  await page.locator("summary", { hasText: "Why" }).click()
  expect(await heading.boundingBox()).toEqual(before)
  const apply = page.locator("details[open]").getByRole("button", { name: "Apply" })
  await expect(apply).toBeInViewport({ ratio: 1 })
  const [foot, bar] = [await apply.boundingBox(), await page.getByRole("navigation", { name: "Main" }).boundingBox()]
  expect((foot?.y ?? 0) + (foot?.height ?? 0)).toBeLessThanOrEqual(bar?.y ?? 0)
  await page.getByRole("checkbox", { name: new RegExp(CODE) }).check()
  await apply.click()
  await expect(page).toHaveURL(new RegExp(`exception_code=${CODE}`))
  await expect(page.locator("details[open]")).toHaveCount(0)
})

test("a filter is turned round by its chip", async ({ page }) => {
  await page.goto(`${baseUrl()}/orders?exception_code=${CODE}`)
  await page.getByRole("link", { name: `Instead: Why: not ${CODE} ?` }).click()
  await expect(page).toHaveURL(new RegExp(`exception_code=-${CODE}`))
  await expect(row(page, key(1))).toHaveCount(0)
  await page.getByRole("link", { name: `Remove filter Why: not ${CODE} ?` }).click()
  await expect(page).toHaveURL(`${baseUrl()}/orders`)
})

test("what a URL asks wrongly is passed over and named with what is allowed", async ({ page }) => {
  await page.goto(`${baseUrl()}/orders?court=you,nobody&limit=9999&cols=status,foc&cursor=nonsense`)
  for (const text of ["court=nobody", "limit=9999", "cols=foc", "cursor"])
    await expect(page.getByRole("note").filter({ hasText: text })).toContainText("allowed")
  await expect(page.getByRole("list", { name: "Filters in use" })).toContainText("Court: You")
  await expect(page.getByRole("columnheader")).toHaveText(["Support key", "Status"])
})

test("a search that finds none says where it looked, and which orders are called alike", async ({ page }) => {
  await page.goto(`${baseUrl()}/orders?q=sr_lits1`)
  await expect(page.getByRole("heading", { name: "No order fits this search" })).toBeVisible()
  await expect(page.getByText("a customer reference that has it in any place")).toBeVisible()
  await expect(page.getByRole("region", { name: "Did you mean" }).getByRole("link", { name: key(1), exact: true })).toBeVisible()
  await expect(page.getByText("phone numbers")).toHaveCount(0)
  await page.goto(`${baseUrl()}/orders?q=%2B1+512+555+0123&court=you`)
  await expect(page.getByRole("heading", { name: "No order matches these filters" })).toBeVisible()
  await expect(page.getByText("Webhooks carry no phone numbers")).toBeVisible()
  await page.goto(`${baseUrl()}/orders?q=ab`)
  await expect(page.getByRole("note").filter({ hasText: "Type at least 3 characters" })).toBeVisible()
})

test("pasted names are looked up, whatever parts them; misses are listed, too many refused", async ({ page }) => {
  await openLive(page, "/orders")
  const paste = async (text: string): Promise<void> => {
    await page.locator("summary", { hasText: "Paste many" }).click()
    await page.getByRole("textbox", { name: /Up to 200/ }).fill(text)
    await page.getByRole("button", { name: "Look up" }).click()
  }
  await paste(`${key(1).toUpperCase()}, sr_listnone\nList ref 2\n${about(3).order} ${key(4)}`)
  await expect(page).toHaveURL(/any_key=/)
  expect((await rowKeys(page)).sort()).toEqual([1, 2, 3, 4].map(key))
  await expect(page.getByRole("note").filter({ hasText: "1 not found" })).toContainText("sr_listnone")
  const [reference, named] = [`List School District, ${Date.now()} numbers`, `sr_${randomUUID().slice(0, 6)}`]
  await send(sentStatus("draft", { order: randomUUID(), more: { support_key: named, customer_reference: reference } }))
  await paste(`${reference}\n${key(1)}, ${key(2)}`)
  await expect.poll(async () => (await rowKeys(page)).sort()).toEqual([key(1), key(2), named].sort())
  await expect(page.getByRole("note").filter({ hasText: "not found" })).toHaveCount(0)
  await paste(`${key(1)} ${key(2)}`)
  await expect(page).toHaveURL(/support_key=/)
  await paste(Array.from({ length: 201 }, (_, index) => `sr_many${index}`).join("\n"))
  await expect(page.getByRole("alert").filter({ hasText: "201 names were pasted" })).toBeVisible()
  await expect(page).toHaveURL(/support_key=/)
})

test("columns are chosen, ordered and kept in the URL", async ({ page }) => {
  await openLive(page, `/orders?exception_code=${CODE}`)
  await page.locator("summary", { hasText: "Columns" }).click()
  await page.getByRole("checkbox", { name: "Court" }).uncheck()
  await page.getByRole("button", { name: "Move Why up" }).click()
  await expect(page).toHaveURL(/cols=why%2Cstatus%2Cclock/)
  await expect(page.getByRole("columnheader")).toHaveText(["Support key", "Why", "Status", "Clock", "SMS", "Split", "Last event"])
  await expect(page.locator("[data-row]").first()).toContainText("14 days, our rule")
  await expect(page.getByRole("button", { name: "Move Why up" })).toBeFocused()
  await page.getByRole("button", { name: "Move Clock up" }).click()
  await expect(page.getByRole("columnheader")).toHaveText(["Support key", "Why", "Clock", "Status", "SMS", "Split", "Last event"])
  await page.getByRole("form", { name: "Columns and rows" }).getByRole("button", { name: "Show" }).click()
  await expect(page.getByRole("form", { name: "Columns and rows" })).toBeHidden()
})

test("an order opened from the list remembers it; Back gives scroll and focus again", async ({ page }) => {
  for (let index = 0; index < 40; index++)
    await send(sentStatus("list-back", { order: randomUUID(), at: "2025-07-01T10:00:00Z", more: { support_key: `sr_back${index + 10}` } }))
  await openLive(page, "/orders?status=list-back&sort=support_key")
  const link = page.getByRole("link", { name: "sr_back45", exact: true })
  await link.scrollIntoViewIfNeeded()
  const scrolled = await page.evaluate(() => window.scrollY)
  await link.click()
  await expect(page.getByRole("heading", { level: 1, name: "sr_back45" })).toBeVisible()
  const kept = JSON.parse((await page.evaluate(() => sessionStorage.getItem("portline.list"))) ?? "null")
  expect(kept).toEqual({ href: "/orders?status=list-back&sort=support_key", ids: expect.any(Array), more: null, at: expect.any(Number) })
  expect(kept.ids).toHaveLength(40)
  await page.goBack()
  await expect(link).toBeFocused()
  expect(Math.abs((await page.evaluate(() => window.scrollY)) - scrolled)).toBeLessThan(60)

  await openLive(page, "/orders?status=list-back&sort=support_key&limit=30")
  await page.getByRole("link", { name: "sr_back39", exact: true }).click()
  await expect(page.getByText("30 of 30 on this page")).toBeVisible()
  await page.keyboard.press("]")
  await expect.poll(() => rowKeys(page)).toEqual(Array.from({ length: 10 }, (_, index) => `sr_back${index + 40}`))
})

test("fifty rows make no more than 3,000 nodes, and the table says what it is", async ({ page }) => {
  for (let index = 0; index < 50; index++)
    await send(
      sentStatus("exception", { order: randomUUID(), at: "2026-07-01T10:00:00Z", codes: [MANY], more: { support_key: `sr_many${index}` } }),
    )
  await openLive(page, "/orders")
  expect(await page.locator("[data-row]").count()).toBe(50)
  expect(await page.evaluate(() => document.querySelectorAll("*").length)).toBeLessThanOrEqual(3_000)
  await expect(page.getByRole("table", { name: "Orders" })).toBeVisible()
  await expect(page.getByRole("columnheader", { name: "Last event" })).toHaveAttribute("aria-sort", "descending")
})

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false })

  test("the list filters, looks up, moves columns and offers its CSV, and no dead box stands in it", async ({ page }) => {
    await page.goto(`${baseUrl()}/orders`)
    await page.locator("summary", { hasText: "Status" }).click()
    await page.getByRole("checkbox", { name: /list-odd-status/ }).check()
    await page.getByRole("button", { name: "Apply" }).first().click()
    await expect.poll(() => rowKeys(page)).toEqual([key(5)])
    await expect(page.getByRole("checkbox", { name: `Select ${key(5)}` })).toBeHidden()
    await page.locator("summary", { hasText: "Columns" }).click()
    await page.getByRole("button", { name: "Move Why up" }).click()
    await expect(page.getByRole("columnheader").nth(1)).toHaveText("Why")
    await page.locator("summary", { hasText: "Paste many" }).click()
    await page.getByRole("textbox", { name: /Up to 200/ }).fill(`${key(1)} sr_listnone`)
    await page.getByRole("button", { name: "Look up" }).click()
    await expect(page.getByText("1 not found:")).toBeVisible()
    await expect(page.getByRole("link", { name: "CSV of all orders that match" })).toHaveAttribute("href", /support_key=/)
  })
})

for (const [colorScheme, width] of [
  ["light", 1440],
  ["dark", 360],
] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme })
    test(`axe finds nothing on the list at ${width} px: full, selected, empty, wrongly asked, with menus open`, async ({ page }) => {
      test.setTimeout(180_000)
      await page.setViewportSize({ width, height: 900 })
      await openLive(page, `/orders?exception_code=${CODE}&density=compact&any_key=${key(1)},sr_listnone&court=nobody`)
      await page.getByRole("checkbox", { name: `Select ${key(1)}` }).check()
      await expectAccessible(page)
      for (const name of ["Columns", "Paste many", "Why", "More filters"]) {
        await page.locator("summary", { hasText: name }).click()
        await expectAccessible(page)
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), name).toBe(true)
        // An open menu may lie over the next one's button.
        await page.keyboard.press("Escape")
      }
      await openLive(page, "/orders?status=never-seen-anywhere")
      await expectAccessible(page)
    })
  })
}
