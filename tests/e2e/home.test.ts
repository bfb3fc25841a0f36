import { randomUUID } from "node:crypto"
import { expect, type Page, test } from "playwright/test"
import { baseUrl, openLive, send, withOwnPortline } from "../support/browse.ts"
import { sentMessaging, sentStatus } from "../support/sent.ts"

const HOUR = 3_600_000
const ago = (hours: number): string => new Date(Date.now() - hours * HOUR).toISOString()
const [OVER, DUE, LATER, SMS, DRAFT] = Array.from({ length: 5 }, () => randomUUID()) as [string, string, string, string, string]
const key = (name: string): string => `sr_home${name}`

async function sendOrder(order: string, name: string, status: string, about: { hours: number; codes?: string[] }): Promise<void> {
  const more = { support_key: key(name), customer_reference: `Home ${name}` }
  await send(sentStatus(status, { order, at: ago(about.hours), codes: about.codes ?? [], more }))
}

withOwnPortline()

test.beforeAll(async () => {
  await sendOrder(OVER, "over", "exception", { hours: 15 * 24 + 1.5, codes: ["ACCOUNT_NUMBER_MISMATCH", "OTHER"] })
  await sendOrder(DUE, "due", "exception", { hours: 13 * 24 + 5, codes: ["PHONE_NUMBER_NOT_PORTABLE"] })
  await sendOrder(LATER, "later", "exception", { hours: 5, codes: ["LSR_PENDING"] })
  await sendOrder(SMS, "sms", "ported", { hours: 60.5 })
  await send(sentMessaging("exception", { order: SMS, at: ago(55) }))
  await sendOrder(DRAFT, "draft", "draft", { hours: 26 * 24 })
  for (const name of ["hold1", "hold2"]) await sendOrder(randomUUID(), name, "port-on-hold", { hours: 3 })
  const campaign = randomUUID()
  await sendOrder(campaign, "campaign", "ported", { hours: 3 })
  await send(sentMessaging("awaiting_campaign", { order: campaign, at: ago(2) }))
})

/** Whatever goes wrong in a page's scripts fails its test. */
test.beforeEach(({ page }) => {
  page.on("pageerror", (error) => {
    throw error
  })
})

const section = (page: Page, name: RegExp) => page.getByRole("region", { name })
const row = (page: Page, name: string) => page.getByRole("link", { name: new RegExp(`^${key(name)}, `) })

async function numberOf(page: Page, href: RegExp): Promise<{ count: number; href: string }> {
  const link = page
    .getByRole("main")
    .locator("a")
    .filter({ hasText: /^[\d,]+/ })
  for (const one of await link.all()) {
    const target = (await one.getAttribute("href")) ?? ""
    if (href.test(target))
      return { count: Number(((await one.textContent()) ?? "").match(/^[\d,]+/)?.[0].replaceAll(",", "")), href: target }
  }
  throw new Error(`No number on Home leads to ${href}.`)
}

test("each order stands once, in its section, with whose move, how long and the one plain reason", async ({ page }) => {
  await openLive(page, "/")
  await expect(
    section(page, /^Overdue/)
      .getByRole("listitem")
      .filter({ has: row(page, "over") }),
  ).toContainText("Exception: Account number mismatch +1")
  await expect(
    section(page, /^Overdue/)
      .getByRole("listitem")
      .filter({ has: row(page, "over") }),
  ).toContainText("15 d 1 h in exception; our rule: 14 days")
  await expect(row(page, "over")).toHaveAccessibleName(/1 d over, waiting on you$/)
  await expect(
    section(page, /^Overdue/)
      .getByRole("listitem")
      .filter({ has: row(page, "sms") }),
  ).toContainText("2 d 12 h since voice ported")
  await expect(
    section(page, /^Due in 24 hours/)
      .getByRole("listitem")
      .filter({ has: row(page, "due") }),
  ).toContainText("You decide")
  await expect(
    section(page, /^Later/)
      .getByRole("listitem")
      .filter({ has: row(page, "later") }),
  ).toContainText("Customer")
  await expect(
    section(page, /^Watch/)
      .getByRole("listitem")
      .filter({ has: row(page, "draft") }),
  ).toContainText("Telnyx's rule: 30 days")
  for (const name of ["over", "due", "later", "sms", "draft"]) await expect(row(page, name)).toHaveCount(1)
})

test("every number is a link to a list that shows the same number (point 7)", async ({ page }) => {
  await openLive(page, "/")
  const links = [
    /needs=you/,
    /needs=decide/,
    /needs=customer/,
    /needs=carrier/,
    /needs=telnyx/,
    /status=ported/,
    /attention=overdue%2Cdue%2Clater/,
    /status=port-on-hold/,
    /messaging=awaiting_campaign/,
  ]
  const numbers = []
  for (const href of links) numbers.push(await numberOf(page, href))
  const courts = numbers.slice(0, 5).reduce((sum, { count }) => sum + count, 0)
  expect(numbers[6]?.count).toBe(courts)
  expect(numbers.slice(7).map(({ count }) => count)).toEqual([2, 1])
  for (const { count, href } of numbers) {
    await page.goto(baseUrl() + href)
    await expect(page.getByText(count === 1 ? "1 matches" : new RegExp(`^${count.toLocaleString("en")} match`)).first(), href).toBeVisible()
  }
})

test("by keys alone: the queue, open, copy the customer's message, next: eight keys at most (point 2a)", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"])
  await send(
    sentStatus("exception", {
      order: randomUUID(),
      at: "2001-01-01T00:00:00Z",
      codes: ["LOA_ILLEGIBLE", "ACCOUNT_NUMBER_MISMATCH"],
      more: { support_key: key("first"), customer_reference: "The oldest of all" },
    }),
  )
  await openLive(page, "/")
  let keys = 0
  const press = async (name: string): Promise<void> => {
    keys++
    await page.keyboard.press(name)
  }
  await press("j")
  await expect(row(page, "first")).toBeFocused()
  await press("Enter")
  await expect(page.getByRole("heading", { level: 1, name: key("first") })).toBeVisible()
  await press("m")
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain("The oldest of all")
  const message = await page.evaluate(() => navigator.clipboard.readText())
  for (const part of ["letter of authorization", "account number"]) expect(message).toContain(part)
  expect(message.match(/^Hello/gm)).toHaveLength(1)
  await press("]")
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText(key("first"))
  const reached = new URL(page.url()).pathname.split("/").at(-1)
  expect(keys).toBeLessThanOrEqual(8)
  await press("u")
  await expect(page.getByRole("heading", { level: 1, name: "Home" })).toBeVisible()
  await expect(page.locator(`[data-row="${reached}"] a`).first()).toBeFocused()
})

test("what lies beside the queue is the row that the pointer rests on, not one that it passes", async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 1000 })
  await openLive(page, "/")
  const preview = page.locator("[data-preview]").getByRole("heading", { level: 2 })
  await row(page, "over").focus()
  await expect(preview).toHaveText(key("over"))
  await page.mouse.move(2, 2)
  await row(page, "later").hover()
  await expect(preview).toHaveText(key("later"))
  await row(page, "sms").hover()
  await page.mouse.move(2, 2)
  await page.waitForTimeout(300)
  await expect(preview).toHaveText(key("later"))
})

test("whose move an order of a state never heard of is nobody can tell, and one without a message says so", async ({ page }) => {
  for (const name of ["hold1", "campaign"]) {
    await openLive(page, `/orders/${key(name)}`)
    await expect(page.getByRole("main")).toContainText("Whose move: unknown")
    await expect(page.getByRole("region", { name: "Do next" })).toContainText("never heard of here")
    await page.keyboard.press("m")
    await expect(page.getByText("No message for this order.")).toBeVisible()
  }
})

test("what resolved itself stays as a ghost, what is new waits, and the numbers follow at once", async ({ page }) => {
  const [gone, fresh] = [randomUUID(), randomUUID()]
  await sendOrder(gone, "gone", "exception", { hours: 16 * 24, codes: ["OTHER"] })
  await openLive(page, "/")
  const { count } = await numberOf(page, /needs=you/)
  const place = await row(page, "gone").boundingBox()
  await sendOrder(gone, "gone", "submitted", { hours: 0 })
  await expect(page.getByRole("listitem").filter({ has: row(page, "gone") })).toContainText("→ Submitted")
  const ghost = page.getByRole("listitem").filter({ has: row(page, "gone") })
  await expect(ghost.locator("s")).toHaveText("Exception: Other reason")
  await expect(ghost).toContainText("Needs nobody any more")
  expect((await row(page, "gone").boundingBox())?.y).toBe(place?.y)
  await expect.poll(async () => (await numberOf(page, /needs=you/)).count).toBe(count - 1)
  await sendOrder(fresh, "fresh", "exception", { hours: 16 * 24, codes: ["OTHER"] })
  await expect(page.getByRole("button", { name: /1 new/ })).toBeVisible()
  await expect(row(page, "fresh")).toHaveCount(0)
  await page.keyboard.press(".")
  await expect(row(page, "fresh")).toBeVisible()
  await expect(row(page, "gone")).toHaveCount(0)
})

test("back on Home after a while, what came meanwhile is there, and nothing is called done that is not", async ({ page }) => {
  const [before, meanwhile] = [randomUUID(), randomUUID()]
  await openLive(page, "/")
  await sendOrder(before, "before", "exception", { hours: 17 * 24, codes: ["OTHER"] })
  await expect(page.getByRole("button", { name: /1 new/ })).toBeVisible()
  await page.getByRole("link", { name: "Events" }).first().click()
  await expect(page.getByRole("heading", { level: 1, name: "Events" })).toBeVisible()
  await sendOrder(meanwhile, "meanwhile", "exception", { hours: 18 * 24, codes: ["OTHER"] })
  await page.getByRole("link", { name: /^Home/ }).first().click()
  await expect(row(page, "meanwhile")).toBeVisible()
  await expect(page.getByText("Needs nobody any more")).toHaveCount(0)
  await expect(page.getByRole("button", { name: /new/ })).toHaveCount(0)
})

test("of one court its own orders show, by an address that can be kept, and the way back leads there", async ({ page }) => {
  const turned = randomUUID()
  await sendOrder(turned, "turned", "exception", { hours: 1, codes: ["LSR_PENDING"] })
  await openLive(page, "/")
  const choice = page.getByRole("navigation", { name: "Whose queue" }).getByRole("link", { name: "Customer" })
  await choice.focus()
  await page.keyboard.press("Enter")
  await expect(page).toHaveURL(/\/\?needs=customer$/)
  await expect(row(page, "turned")).toBeVisible()
  await expect(choice).toBeFocused()
  await expect(row(page, "later")).toBeVisible()
  for (const name of ["over", "due", "sms"]) await expect(row(page, name)).toHaveCount(0)
  const all = section(page, /^Later/)
    .getByRole("heading")
    .getByRole("link")
  await sendOrder(turned, "turned", "exception", { hours: 0, codes: ["OTHER"] })
  const ghost = page.getByRole("listitem").filter({ has: row(page, "turned") })
  await expect(ghost).toContainText("In another court now")
  await expect(ghost).toContainText("You")
  await page.reload()
  await expect(row(page, "turned")).toHaveCount(0)
  const count = /\((\d+)\)/.exec((await all.textContent()) ?? "")?.[1]
  await row(page, "later").click()
  await page.getByRole("navigation", { name: "List" }).getByRole("link", { name: "Home" }).click()
  await expect(page).toHaveURL(/\/\?needs=customer$/)
  await all.click()
  await expect(page).toHaveURL(/attention=later.*needs=customer/)
  await expect(page.getByText(new RegExp(`^${count} match`)).first()).toBeVisible()
  await openLive(page, "/?needs=nobody")
  await expect(page.getByText(/needs=nobody is passed over: one of you, decide, customer, carrier, telnyx is allowed/)).toBeVisible()
})

test("a code never heard of is yours, under its own name (point 12)", async ({ page }) => {
  await sendOrder(randomUUID(), "odd", "exception", { hours: 15 * 24 + 1, codes: ["CODE_FROM_TOMORROW"] })
  await openLive(page, "/")
  await expect(page.getByRole("listitem").filter({ has: row(page, "odd") })).toContainText("Exception: CODE_FROM_TOMORROW")
})

test("on a wide screen the row at hand is told beside the queue, with its message to copy", async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 })
  await openLive(page, "/")
  await row(page, "over").focus()
  const preview = page.getByRole("complementary", { name: `About ${key("over")}` })
  await expect(preview).toContainText("Ask the customer for the latest bill")
  await expect(preview.getByRole("button", { name: "Copy message" }).first()).toBeVisible()
})

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false })

  test("the queue reads and its numbers lead to their lists", async ({ page }) => {
    await page.goto(`${baseUrl()}/`)
    await expect(row(page, "over")).toBeVisible()
    await page.getByRole("link", { name: /orders? needs? somebody/ }).click()
    await expect(page.getByRole("heading", { level: 1, name: /Orders/ })).toBeVisible()
  })
})
