import { rm } from "node:fs/promises"
import { expect, type Page, test } from "playwright/test"
import { expectAccessible } from "../support/browse.ts"
import { newDataFolder } from "../support/data-folder.ts"
import { type Portline, startPortline } from "../support/portline.ts"
import { sentStatus } from "../support/sent.ts"
import { newSigningKey, signedHeaders } from "../support/signing.ts"
import { get, post } from "../support/webhook.ts"

const key = newSigningKey()
const stranger = newSigningKey()
let folder: string
let portline: Portline

/** A Portline of its own: nothing has come to it yet, and a key is set. */
test.beforeAll(async () => {
  folder = await newDataFolder("first-run")
  portline = await startPortline({ env: { DATA_DIR: folder, TELNYX_PUBLIC_KEY: key.base64 } })
  // A busy machine may take longer than a page waits to open the first connections.
  await expect.poll(async () => (await get(portline.url, "/orders")).status).toBe(200)
})
test.afterAll(async () => {
  await portline.stop()
  await rm(folder, { recursive: true, force: true })
})

/** Whatever goes wrong in a page's scripts fails its test. */
test.beforeEach(({ page }) => {
  page.on("pageerror", (error) => {
    throw error
  })
})

async function openListening(page: Page, path = "/orders"): Promise<void> {
  const stream = page.waitForResponse((response) => response.url().endsWith("/api/stream"))
  await page.goto(`${portline.url}${path}`)
  await stream
}

const check = (page: Page, title: string) =>
  page.getByRole("listitem").filter({ has: page.getByRole("heading", { level: 3, name: title }) })
const send = (by: typeof key, body: Buffer, seconds?: number) => post(portline.url, body, { headers: signedHeaders(by, body, seconds) })

test("one click shows the twelve sample events, two take them away again, also without JavaScript", async ({ browser }) => {
  for (const javaScriptEnabled of [true, false]) {
    const context = await browser.newContext({ javaScriptEnabled })
    const page = await context.newPage()
    await page.goto(`${portline.url}/orders`)
    await page.getByRole("button", { name: "Look around with 12 sample events" }).click()
    await expect(page.getByRole("table").getByRole("link", { name: "sr_98f022" })).toBeVisible()
    await page.goto(`${portline.url}/events`)
    await expect(page.getByRole("table").getByRole("row")).toHaveCount(13)
    const banner = page.getByRole("complementary", { name: "Sample" })
    await expect(banner).toContainText("12 sample events are shown")
    await banner.getByText("Remove them").click()
    await expect(banner).toContainText("Real events, and orders that have any, stay.")
    await banner.getByRole("button", { name: "Remove the sample" }).click()
    await expect(page.getByRole("heading", { name: "Nothing has come from Telnyx yet" })).toBeVisible()
    await expect(page.getByRole("complementary", { name: "Sample" })).toHaveCount(0)
    await context.close()
  }
})

test("a test event's way is shown step by step, and it is in no list", async ({ page }) => {
  await openListening(page)
  await expect(check(page, "Test event")).toContainText("Waiting")
  await check(page, "Test event").getByRole("button", { name: "Send a test event" }).click()
  for (const step of ["Reached", "Signature", "Stored", "Shown"])
    await expect(check(page, "Test event").getByText(new RegExp(`${step}: passed in [\\d.]+ ms`))).toBeVisible()
  await expect(check(page, "First event")).toContainText("Listening")
  expect((await get(portline.url, "/api/events")).json.data).toEqual([])
})

test("a pasted key is checked in the browser, and the line that sets it is given", async ({ page }) => {
  await openListening(page)
  const field = page.getByRole("textbox", { name: "Paste a public key to check" })
  await field.fill("c2hvcnQ=")
  await expect(check(page, "Public key")).toContainText("This is base64 of 5 bytes; a public key has 32")
  await field.fill(` ${stranger.base64} `)
  await expect(check(page, "Public key")).toContainText(`TELNYX_PUBLIC_KEY=${stranger.base64}`)
  await field.fill(key.base64)
  await expect(check(page, "Public key")).toContainText("This key is set already.")
})

test("a wrong key, a GET and a clock that is off are each named while one looks", async ({ page }) => {
  await openListening(page)
  const event = check(page, "First event")
  const body = sentStatus("draft")
  await get(portline.url, "/api/webhooks/telnyx")
  await expect(event).toContainText("1 request came by GET.")
  await send(key, body, Math.floor(Date.now() / 1000) - 365)
  await expect(event).toContainText("1 request came; the signature is right, its timestamp 6 min behind.")
  await Promise.all([send(stranger, body), send(stranger, body)])
  await expect(event.getByText("2 requests came; the signature does not match this key.").first()).toBeVisible()
  await expect(check(page, "Public key")).toContainText("Failed")
})

for (const [colorScheme, width] of [
  ["light", 1440],
  ["dark", 360],
] as const)
  test(`breaks no accessibility rule and fits: first run and sample, ${colorScheme}, ${width} px`, async ({ page }) => {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width, height: 900 })
    await openListening(page)
    await expectAccessible(page)
    const overflow = (): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(await overflow()).toBeLessThanOrEqual(0)
    await page.getByRole("button", { name: "Look around with 12 sample events" }).click()
    await page.getByText("Remove them").click()
    await expectAccessible(page)
    expect(await overflow()).toBeLessThanOrEqual(0)
    await page.getByRole("button", { name: "Remove the sample" }).click()
    await expect(page.getByRole("heading", { name: "Five steps to the first event" })).toBeVisible()
  })

test("the first real event takes the page's place by itself", async ({ page }) => {
  await openListening(page)
  await send(key, sentStatus("submitted", { more: { support_key: "sr_first1" } }))
  await expect(page.getByRole("table").getByRole("link", { name: "sr_first1" })).toBeVisible()
})
