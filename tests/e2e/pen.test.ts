import { randomUUID } from "node:crypto"
import { expect, type Page, test } from "playwright/test"
import type { GapJson } from "#lib/contract.ts"
import { baseUrl, expectAccessible, openLive, withOwnPortline } from "../support/browse.ts"
import { sent, sentStatus } from "../support/sent.ts"
import { newSigningKey, signedHeaders } from "../support/signing.ts"
import { get, post } from "../support/webhook.ts"

const own = newSigningKey()
const stranger = newSigningKey()

withOwnPortline({ TELNYX_PUBLIC_KEY: own.base64 })

const draft = (order = randomUUID()): Buffer => sentStatus("draft", { order, more: { support_key: null } })

/** Sends what is not authentic: signed by a stranger, or so many seconds ago. */
async function refuse(body: Uint8Array, age: number | null = null): Promise<void> {
  const seconds = Math.floor(Date.now() / 1000) - (age ?? 0)
  const { status } = await post(baseUrl(), body, { headers: signedHeaders(age === null ? stranger : own, body, seconds) })
  expect(status).toBe(401)
}

async function missed(): Promise<number> {
  const { json } = await get(baseUrl(), "/api/gaps")
  return (json.data as GapJson[]).reduce((sum, { refused }) => sum + refused, 0)
}

/** Sends what is larger than the pen takes, and waits until that is on record. */
async function makeGap(): Promise<void> {
  const before = await missed()
  await refuse(sent("new_comment", { payload: { porting_order_id: randomUUID(), comment: { id: "c", body: "x".repeat(70_000) } } }))
  await expect.poll(missed).toBe(before + 1)
}

/** Whatever goes wrong in a page's scripts fails its test. */
test.beforeEach(({ page }) => {
  page.on("pageerror", (error) => {
    throw error
  })
})

const pen = (page: Page) => page.getByRole("table", { name: "Bodies in the pen" })
const stale = (page: Page) => pen(page).getByRole("row").filter({ hasText: "10 min behind when it came" })

test("an empty pen says so, and no screen speaks of it", async ({ page }) => {
  await page.goto(`${baseUrl()}/events/pen`)
  await expect(page.getByRole("heading", { name: "The pen is empty" })).toBeVisible()
  await expect(page.getByText("No gap is open")).toBeVisible()
  await expect(page.getByRole("link", { name: "Look at the pen" })).toHaveCount(0)
  await expectAccessible(page)
})

test("what is refused shows on an open screen by itself: how many, since when, why, and where to look", async ({ page }) => {
  await openLive(page, "/orders")
  await refuse(draft())
  const notice = page.getByRole("note").filter({ hasText: "in the pen" })
  await expect(notice).toContainText(/^1 webhook waits in the pen since .+: no key that is set verifies it\./)
  await refuse(draft(), 600)
  await expect(notice).toContainText("2 webhooks wait in the pen")
  await expect(notice).toContainText("1 authentic, but the timestamp was 10 min behind: check the clock of this machine")
  await makeGap()
  await expect(page.getByRole("note").filter({ hasText: "1 webhook could not be kept" })).toBeVisible()
  await notice.getByRole("link", { name: "Look at the pen" }).click()
  await expect(pen(page).getByRole("rowheader")).toHaveCount(2)
  await expect(page.getByRole("navigation", { name: "Events by verdict" }).getByRole("link", { name: "Pen 2" })).toHaveAttribute(
    "aria-current",
    "page",
  )
})

test("what comes while the pen is looked at stands there by itself", async ({ page }) => {
  await refuse(draft())
  await openLive(page, "/events/pen")
  const before = await pen(page).getByRole("rowheader").count()
  await refuse(draft())
  await expect(pen(page).getByRole("rowheader")).toHaveCount(before + 1)
  await expect(page.getByRole("link", { name: `Pen ${before + 1}` })).toBeVisible()
})

test("only what is authentic can be released, and then it is an event", async ({ page }) => {
  await refuse(draft())
  await refuse(draft(), 600)
  await page.goto(`${baseUrl()}/events/pen`)
  const forged = pen(page).getByRole("row").filter({ hasText: "Its signature matches no key that is set" }).first()
  await expect(forged).toContainText("Needs its key")
  await expect(forged.getByRole("button", { name: /^Release/ })).toHaveCount(0)
  await stale(page)
    .first()
    .getByRole("button", { name: /^Release/ })
    .click()
  await expect(page.getByText("Released: it is an event like any other now.")).toBeVisible()
  await page.getByRole("link", { name: "Look at it" }).click()
  await expect(page.getByRole("dialog", { name: "Raw event" })).toContainText("Verified")
})

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false })

  test("the pen and the gaps read, and every deed works", async ({ page }) => {
    await refuse(draft())
    await refuse(draft(), 600)
    await makeGap()
    await page.goto(baseUrl())
    await page.getByRole("link", { name: "Look at the gaps" }).click()
    await expect(page.getByText(/^\d+ × its signature matches no key that is set, since/)).toBeVisible()
    await page.getByRole("button", { name: "Re-verify with the current keys" }).click()
    await expect(page.getByText(/^Re-verified with the keys that are set: 0 released, \d+ left\./)).toBeVisible()
    const before = await stale(page).count()
    await stale(page)
      .first()
      .getByRole("button", { name: /^Release/ })
      .click()
    await expect(page.getByText("Released: it is an event like any other now.")).toBeVisible()
    await expect(stale(page)).toHaveCount(before - 1)
    const gaps = page.getByRole("region", { name: "Gaps" })
    await expect(gaps).toContainText("larger than the 64 KiB that the pen takes")
    const close = gaps.getByRole("button", { name: /^Close the gap/ })
    for (let open = await close.count(); open > 0; open--) {
      await close.first().click()
      await expect(close).toHaveCount(open - 1)
    }
    await expect(gaps).toContainText("No gap is open")
    await expect(page.getByRole("link", { name: "Look at the gaps" })).toHaveCount(0)
  })
})

for (const [colorScheme, width] of [
  ["light", 1440],
  ["dark", 360],
] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme })
    test(`axe finds nothing in the pen, its notices and its tab at ${width} px, and nothing scrolls sideways (points 1, 9)`, async ({
      page,
    }) => {
      test.setTimeout(120_000)
      await page.setViewportSize({ width, height: 900 })
      await refuse(draft())
      await refuse(draft(), 600)
      await post(baseUrl(), draft())
      await makeGap()
      for (const path of ["/events/pen?released=1&left=2", "/events/pen?held=signature_invalid&cursor=x", "/events", "/"]) {
        await page.goto(`${baseUrl()}${path}`)
        await expectAccessible(page)
        for (const wide of [width, 320, 768]) {
          await page.setViewportSize({ width: wide, height: 900 })
          expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
        }
        await page.setViewportSize({ width, height: 900 })
      }
    })
  })
}
