import { randomUUID } from "node:crypto"
import { expect, type Page, test } from "playwright/test"
import { baseUrl, expectAccessible, openLive, send, withOwnPortline } from "../support/browse.ts"
import { sentStatus } from "../support/sent.ts"

const hoursAgo = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString()
const refused = async (codes: readonly string[], key: string): Promise<void> =>
  send(
    sentStatus("exception", {
      order: randomUUID(),
      at: hoursAgo(30),
      codes,
      more: { support_key: key, customer_reference: `ref of ${key}` },
    }),
  )
const row = (page: Page, key: string) => page.getByRole("row").filter({ has: page.getByRole("link", { name: key, exact: true }) })
const open = (page: Page, query: string) => openLive(page, `/settings?${query}`)

withOwnPortline()

test.beforeAll(async () => {
  await refused(["ENTITY_NAME_MISMATCH"], "sr_set001")
  await refused(["NOVEL_CODE"], "sr_set002")
  await refused(["NOVEL_CODE", "OTHER"], "sr_set003")
  for (const key of ["sr_set004", "sr_set005"])
    await send(sentStatus("activation-in-progress", { order: randomUUID(), at: hoursAgo(10), more: { support_key: key } }))
})

test.beforeEach(({ page }) => {
  page.on("pageerror", (error) => {
    throw error
  })
})

test("a row of the guide is edited by keyboard alone, moves its orders on the list at once, and is reset", async ({ page }) => {
  await open(page, "tab=guide")
  await page.getByRole("link", { name: "ENTITY_NAME_MISMATCH", exact: true }).focus()
  await page.keyboard.press("Enter")
  await expect(page.getByRole("heading", { name: "ENTITY_NAME_MISMATCH" })).toBeVisible()
  await expect(page.getByRole("region", { name: "The customer reads" })).toContainText("ref of sr_set001")
  await page.getByLabel("Name", { exact: true }).focus()
  await page.keyboard.press("Tab")
  await page.keyboard.press("ArrowUp")
  await expect(page.getByRole("radio", { name: /^Telnyx/ })).toBeChecked()
  await expect(page.getByText(/If saved: 1 order changes court/)).toBeVisible()
  await page.keyboard.press("Enter")
  await expect(page.getByText("Saved and in force. 1 order stands elsewhere now.")).toBeVisible()
  await expect(row(page, "ENTITY_NAME_MISMATCH")).toContainText("Customised")

  await page.goto(`${baseUrl()}/orders?exception_code=ENTITY_NAME_MISMATCH&court=telnyx`)
  await expect(row(page, "sr_set001")).toContainText("Telnyx")

  await open(page, "tab=guide&code=ENTITY_NAME_MISMATCH")
  await page.getByRole("link", { name: "Reset this row…" }).focus()
  await page.keyboard.press("Enter")
  await expect(page.getByText(/1 order changes court/)).toBeVisible()
  await expect(page.getByRole("button", { name: "Reset to the default" })).toBeFocused()
  await page.keyboard.press("Enter")
  await expect(row(page, "ENTITY_NAME_MISMATCH")).toContainText("Default")
  await page.goto(`${baseUrl()}/orders?exception_code=ENTITY_NAME_MISMATCH&court=you`)
  await expect(row(page, "sr_set001")).toBeVisible()
})

test("a code that nobody knows stands first; once it has a guide the list calls it by name", async ({ page }) => {
  await open(page, "tab=guide")
  const unseen = page.getByRole("region", { name: "Codes without a guide" })
  const item = unseen.getByRole("listitem").filter({ hasText: "NOVEL_CODE" })
  await expect(item).toContainText("2 orders, no guide")
  await expect(item.getByRole("link", { name: "2 orders" })).toHaveAttribute("href", "/orders?exception_code=NOVEL_CODE")
  await item.getByRole("link", { name: "Write one for NOVEL_CODE" }).click()
  await page.getByLabel("Text for the customer").fill("About {order}: {support_key}")
  await expect(page.getByRole("region", { name: "The customer reads" })).toContainText(/About ref of sr_set00[23]: sr_set00[23]/)
  await page.getByRole("button", { name: "Save this row" }).click()
  await expect(page.getByRole("alert").filter({ hasText: "Nothing is saved" })).toBeVisible()
  await expect(page.getByLabel("Name", { exact: true })).toBeFocused()
  await expect(page.getByLabel("Text for the customer")).toHaveValue("About {order}: {support_key}")
  await page.getByLabel("Name", { exact: true }).fill("A novel reason")
  await page.getByRole("button", { name: "Save this row" }).click()
  await expect(row(page, "NOVEL_CODE")).toContainText("A novel reason")
  await expect(page.getByRole("listitem").filter({ hasText: "NOVEL_CODE: 2" })).toHaveCount(0)
  await page.goto(`${baseUrl()}/orders?exception_code=NOVEL_CODE`)
  await expect(row(page, "sr_set002")).toContainText("A novel reason")
})

test("clocks say before they are saved how many orders become overdue, and then they are", async ({ page }) => {
  await open(page, "tab=clocks")
  await page.getByRole("textbox", { name: "Activating: limit" }).fill("9")
  await page.getByRole("combobox", { name: "Activating: unit" }).selectOption("hours")
  await expect(page.getByText(/If saved: 2 orders become overdue/)).toBeVisible()
  await page.getByRole("button", { name: "See first what it does" }).click()
  await expect(page.getByRole("region", { name: "What saving does" })).toContainText("2 orders become overdue.")
  await page.getByRole("region", { name: "What saving does" }).getByRole("button", { name: "Save clocks" }).click()
  await expect(page.getByText("Saved and in force.")).toBeVisible()
  await page.goto(`${baseUrl()}/orders?attention=overdue&status=activation-in-progress`)
  await expect(page.getByRole("link", { name: "sr_set004", exact: true })).toBeVisible()
  await expect(page.getByRole("link", { name: "sr_set005", exact: true })).toBeVisible()
  await open(page, "tab=clocks")
  await page.getByText(/^History/).click()
  await expect(page.getByText("Activating 1 day → 9 hours")).toBeVisible()
  await page.getByRole("link", { name: "Reset all clocks to the defaults…" }).click()
  await page.getByRole("button", { name: "Reset to the defaults" }).click()
  await expect(page.getByText("Saved and in force.")).toBeVisible()
})

test("leaving with something unsaved asks first", async ({ page }) => {
  await open(page, "tab=guide&code=OTHER")
  await page.getByLabel("Meaning").fill("Something else")
  page.once("dialog", (dialog) => dialog.dismiss())
  await page.getByRole("link", { name: "Clocks" }).click()
  await expect(page.getByLabel("Meaning")).toHaveValue("Something else")
  page.once("dialog", (dialog) => dialog.accept())
  await page.getByRole("link", { name: "Clocks" }).click()
  await expect(page.getByRole("heading", { name: "Statuses" })).toBeVisible()
})

test("a section that there is not is named, with those that there are", async ({ page }) => {
  await page.goto(`${baseUrl()}/settings?tab=nowhere`)
  await expect(page.getByText(/There is no section “nowhere”\. Allowed: webhook, guide, clocks/)).toBeVisible()
})

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false })

  test("a row is refused at its field, looked at and saved; a file is checked and imported", async ({ page }) => {
    await page.goto(`${baseUrl()}/settings?tab=guide&code=SV_CONFLICT`)
    await page.getByLabel("Text for the customer").fill("Dear {customer}")
    await page.getByRole("button", { name: "See first what it does" }).click()
    await expect(page.getByText("There is no field {customer}.").first()).toBeVisible()
    await expect(page.getByLabel("Text for the customer")).toBeFocused()
    await page.getByLabel("Text for the customer").fill("Dear customer, about {order}")
    await page.getByRole("button", { name: "See first what it does" }).click()
    await page.getByRole("region", { name: "What saving does" }).getByRole("button", { name: "Save this row" }).click()
    await expect(page.getByText("Saved and in force. No order moved.")).toBeVisible()
    await expect(row(page, "SV_CONFLICT")).toContainText("Customised")

    const file = await (await page.request.get(`${baseUrl()}/api/rules/export`)).text()
    await page.goto(`${baseUrl()}/settings?tab=file`)
    await page.getByLabel("Or its text").fill(file.replace('"Subscription conflict"', '""'))
    await page.getByRole("button", { name: "Check this file" }).click()
    await expect(page.getByText("guide.SV_CONFLICT.name").first()).toBeVisible()
    await page.getByLabel("File").setInputFiles({
      name: "rules.json",
      mimeType: "application/json",
      buffer: Buffer.from(file.replace('"Subscription conflict"', '"From a file"')),
    })
    await page.getByRole("button", { name: "Check this file" }).click()
    await page.getByRole("button", { name: "Import", exact: true }).click()
    await page.goto(`${baseUrl()}/settings?tab=guide`)
    await expect(row(page, "SV_CONFLICT")).toContainText("From a file")
    await page.goto(`${baseUrl()}/settings?tab=guide&code=SV_CONFLICT&act=reset`)
    await page.getByRole("button", { name: "Reset to the default" }).click()
    await expect(row(page, "SV_CONFLICT")).toContainText("Subscription conflict")
  })
})

for (const [colorScheme, width] of [
  ["light", 1440],
  ["dark", 360],
] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme })
    for (const tab of ["guide&code=OTHER", "guide&code=NOVEL_CODE&act=reset", "file"]) {
      test(`axe finds nothing on settings ${tab} at ${width} px, and nothing makes the page scroll sideways`, async ({ page }) => {
        await page.setViewportSize({ width, height: 900 })
        await open(page, `tab=${tab}`)
        await expectAccessible(page)
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
      })
    }

    test(`axe finds nothing on a form with errors at ${width} px`, async ({ page }) => {
      await page.setViewportSize({ width, height: 900 })
      await open(page, "tab=clocks")
      await page.getByRole("textbox", { name: "Draft: limit" }).fill("-1")
      await page.getByRole("group", { name: "Carriers" }).getByLabel("Zone").fill("Nowhere")
      await page.getByText("Remove this calendar").click()
      await page.getByRole("button", { name: "Save clocks" }).click()
      await expect(page.getByText("It is in use by submitted: choose another there first.").first()).toBeVisible()
      await expect(page.getByRole("textbox", { name: "Draft: limit" })).toBeFocused()
      await expectAccessible(page)
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
    })
  })
}
