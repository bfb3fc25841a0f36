import { randomUUID } from "node:crypto"
import { rm } from "node:fs/promises"
import { expect, type Page, test } from "playwright/test"
import { baseUrl, expectAccessible, openLive, send, withOwnPortline } from "../support/browse.ts"
import { newDataFolder } from "../support/data-folder.ts"
import { type Portline, startPortline } from "../support/portline.ts"
import { sentComment, sentMessaging, sentSplit, sentStatus } from "../support/sent.ts"

/** What holds on every screen alike; each test is named after the point of the acceptance that it shows. */

const STATUSES = [
  "draft",
  "in-process",
  "submitted",
  "exception",
  "foc-date-confirmed",
  "activation-in-progress",
  "ported",
  "cancel-pending",
  "cancelled",
]
/** The same bytes each time: the trees below name them, and a worker that starts anew sends them again. */
const ids = (place: number): string => `acce0000-0000-4000-8000-${String(place).padStart(12, "0")}`
const [ONE, TWO, THREE] = [ids(1), ids(2), ids(3)]
const KEY = "sr_acce"
const EXCEPTION_AT = "2025-04-02T10:00:00.123456Z"

const SCREENS: readonly (readonly [string, string])[] = [
  ["Home", "/"],
  ["Orders", `/orders?q=${KEY}`],
  ["Order", `/orders/${ONE}`],
  ["Lineage", `/orders/${ONE}/lineage`],
  ["Events", `/events?order=${ONE}`],
  ["Settings: webhook", "/settings?tab=webhook"],
  ["Settings: guide", "/settings?tab=guide"],
  ["Settings: clocks", "/settings?tab=clocks"],
  ["Settings: you", "/settings?tab=you"],
]

/** Two looks that between them have both themes and both widths. */
const SAMPLES = [
  ["light", 1440],
  ["dark", 360],
] as const

withOwnPortline()

test.beforeAll(async () => {
  const about = { order: ONE, more: { support_key: `${KEY}1`, customer_reference: "Acceptance & Sons, Buenos Aires" } }
  await send(sentStatus("submitted", { ...about, id: "acce-1", at: "2025-04-01T10:00:00.000001Z" }))
  await send(sentStatus("exception", { ...about, id: "acce-2", at: EXCEPTION_AT, codes: ["LOA_ILLEGIBLE", "FOO_BAR_UNHEARD_OF"] }))
  await send(sentMessaging("exception", { order: ONE, id: "acce-3", at: "2025-04-03T10:00:00Z" }))
  const comment = { id: "acce-comment", body: "Please send the LOA again: https://example.com/loa" }
  await send(sentComment(comment, { order: ONE, id: "acce-4", at: "2025-04-02T11:00:00Z" }))
  await send(sentStatus("ported", { order: TWO, id: "acce-5", at: "2025-04-02T10:00:00Z", more: { support_key: `${KEY}2` } }))
  await send(sentSplit(ONE, TWO, { id: "acce-6", at: "2025-04-01T11:00:00Z", numbers: ["a", "b"] }))
  await send(sentSplit(TWO, THREE, { id: "acce-7", at: "2025-04-01T12:00:00Z" }))
  for (const [index, status] of STATUSES.entries()) {
    const more = { support_key: `sr_grey${index}` }
    await send(sentStatus(status, { order: ids(10 + index), id: `acce-grey-${index}`, at: "2025-04-05T10:00:00Z", more }))
  }
})

/** Whatever goes wrong in a page's scripts fails its test. */
test.beforeEach(({ page }) => {
  page.on("pageerror", (error) => {
    throw error
  })
})

/** Nothing may be wider than the window, but for what scrolls by itself. */
async function expectNoSidewaysScroll(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), page.url()).toBeLessThanOrEqual(0)
}

/** Texts that are cut without saying so: wider than their own box, which hides the rest and shows no ellipsis. */
async function clippedTexts(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("main *:not(input, textarea, select)")]
      .filter((element) => element.checkVisibility() && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0)
      .filter((element) => {
        const style = getComputedStyle(element)
        const isCut = style.overflowX === "hidden" || style.overflowX === "clip"
        return (
          isCut &&
          style.textOverflow !== "ellipsis" &&
          style.webkitLineClamp === "none" &&
          style.clipPath === "none" &&
          style.position !== "absolute"
        )
      })
      .map((element) => `${element.tagName} ${element.textContent?.slice(0, 60)}`),
  )
}

test.describe("while the server fails (point 1)", () => {
  for (const [colorScheme, width] of SAMPLES) {
    test(`axe finds nothing on a screen whose data cannot be asked for again, in ${colorScheme} at ${width} px`, async ({ page }) => {
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width, height: 900 })
      for (const [, path] of SCREENS.slice(0, 5)) {
        await openLive(page, path)
        await page.route("**/api/**", (route) =>
          route.request().url().includes("/api/stream")
            ? route.continue()
            : route.fulfill({
                status: 503,
                contentType: "application/problem+json",
                body: '{"detail":"The database does not answer now."}',
              }),
        )
        await send(sentComment({ id: randomUUID() }, { order: ONE, at: "2025-04-02T10:30:00Z" }))
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible()
        await expectAccessible(page)
        await page.unroute("**/api/**")
      }
    })
  }
})

test.describe("where nothing has come yet (point 1)", () => {
  let empty: Portline
  let folder: string
  test.beforeAll(async () => {
    folder = await newDataFolder("empty")
    empty = await startPortline({ env: { DATA_DIR: folder } })
  })
  test.afterAll(async () => {
    await empty.stop()
    await rm(folder, { recursive: true, force: true })
  })

  for (const [colorScheme, width] of SAMPLES) {
    test(`axe finds nothing on an empty screen in ${colorScheme} at ${width} px`, async ({ page }) => {
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width, height: 900 })
      for (const path of ["/", "/orders", "/orders?status=exception", "/events", "/settings?tab=guide"]) {
        await page.goto(empty.url + path)
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible()
        await expectAccessible(page)
        await expectNoSidewaysScroll(page)
      }
    })
  }
})

test.describe("every screen", () => {
  for (const [name, path] of SCREENS) {
    test(`${name}: one heading, a title, axe finds nothing in either theme at 360 and 1440 px, and nothing scrolls sideways from 320 to 2560 px (points 1, 3 and 9)`, async ({
      page,
    }) => {
      await openLive(page, path)
      await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1)
      await expect(page).toHaveTitle(/ · Portline$/)
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme })
        for (const width of [360, 1440]) {
          await page.setViewportSize({ width, height: 900 })
          await expectAccessible(page)
        }
      }
      for (const width of [320, 360, 768, 1440, 2560]) {
        await page.setViewportSize({ width, height: 900 })
        await expectNoSidewaysScroll(page)
        expect(await clippedTexts(page), `${width} px`).toEqual([])
      }
    })

    test(`${name}: forty per cent more text, and right to left, clip nothing (point 10)`, async ({ page }) => {
      await openLive(page, path)
      await page.evaluate(() => {
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const text = node.nodeValue?.trim() ?? ""
          if (text.length > 1 && node.parentElement?.checkVisibility()) node.nodeValue += ` ${"ö".repeat(Math.ceil(text.length * 0.4))}`
        }
      })
      for (const direction of ["ltr", "rtl"]) {
        await page.evaluate((dir) => document.documentElement.setAttribute("dir", dir), direction)
        for (const width of [360, 1440]) {
          await page.setViewportSize({ width, height: 900 })
          await expectNoSidewaysScroll(page)
          expect(await clippedTexts(page), `${direction} ${width} px`).toEqual([])
        }
      }
    })

    test(`${name}: text of twice the size, wider spacing and forced colours still read (point 9)`, async ({ page }) => {
      await page.setViewportSize({ width: 1280, height: 900 })
      await openLive(page, path)
      // Twice the zoom is half the width in CSS pixels.
      await page.setViewportSize({ width: 640, height: 450 })
      await expectNoSidewaysScroll(page)
      await page.addStyleTag({
        content: "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }",
      })
      await expectNoSidewaysScroll(page)
      expect(await clippedTexts(page)).toEqual([])
      await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" })
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible()
      expect(await page.evaluate(() => document.getAnimations().length)).toBe(0)
    })
  }

  test("has targets of 24 px, and of 44 px for a coarse pointer (point 9)", async ({ browser }) => {
    for (const [least, hasTouch] of [
      [24, false],
      [44, true],
    ] as const) {
      const context = await browser.newContext({ viewport: { width: 360, height: 800 }, hasTouch, isMobile: hasTouch })
      const page = await context.newPage()
      for (const [name, path] of SCREENS) {
        await openLive(page, path)
        const small = await page.evaluate(
          (most) =>
            [
              ...document.querySelectorAll<HTMLElement>(
                "button, summary, select, input:not([type=hidden], [type=checkbox], [type=radio]), .control",
              ),
            ]
              .filter((element) => element.checkVisibility() && !element.closest("table, p, dd, li, time, label"))
              .filter((element) => !element.matches(".time") && element.getBoundingClientRect().height < most - 0.5)
              .map((element) => `${element.outerHTML.slice(0, 100)} ${element.getBoundingClientRect().height}`),
          least,
        )
        expect(small, `${name}, ${least} px`).toEqual([])
      }
      await context.close()
    }
  })
})

test.describe("in greyscale", () => {
  test.use({ deviceScaleFactor: 3 })

  test("all nine statuses are told apart by their marks and their words (point 3)", async ({ page }) => {
    await openLive(page, "/orders?q=sr_grey&sort=support_key")
    const rows = page.locator("tbody tr")
    await expect(rows).toHaveCount(STATUSES.length)
    await page.addStyleTag({ content: "html { filter: grayscale(1) } tr { background: none !important }" })
    const words = await rows.locator("[data-column=status]").allTextContents()
    expect(new Set(words).size).toBe(STATUSES.length)
    const marks: number[][] = []
    for (const row of await rows.all()) marks.push(await greyPixels(page, await row.locator("[data-column=status] svg").screenshot()))
    for (const [a, left] of marks.entries())
      for (const [b, right] of marks.slice(a + 1).entries()) {
        const different = left.filter((value, at) => Math.abs(value - (right[at] ?? 0)) > 60).length
        expect(different / left.length, `${STATUSES[a]} and ${STATUSES[a + 1 + b]}`).toBeGreaterThan(0.02)
      }
  })
})

/** The grey of each pixel of a picture, at 48 × 48. */
async function greyPixels(page: Page, picture: Buffer): Promise<number[]> {
  return page.evaluate(async (encoded) => {
    const bytes = Uint8Array.from(atob(encoded), (char) => char.charCodeAt(0))
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }))
    const drawing = new OffscreenCanvas(48, 48).getContext("2d")
    drawing?.drawImage(bitmap, 0, 0, 48, 48)
    return [...(drawing?.getImageData(0, 0, 48, 48).data ?? [])].filter((_, at) => at % 4 === 0)
  }, picture.toString("base64"))
}

test("a screen reader's tree of Orders, Order and Lineage is as it was looked at (point 3)", async ({ page }) => {
  await openLive(page, `/orders?support_key=${KEY}2`)
  await expect(page.getByRole("table")).toMatchAriaSnapshot({ name: "orders.aria.yml" })
  await openLive(page, `/orders/${TWO}`)
  await expect(page.getByRole("region", { name: "Timeline" })).toMatchAriaSnapshot({ name: "order-timeline.aria.yml" })
  await openLive(page, `/orders/${ONE}/lineage`)
  await expect(page.locator("svg[role=graphics-document]")).toMatchAriaSnapshot({ name: "lineage.aria.yml" })
})

test("no screen asks another host for anything, nor for a font (point 5)", async ({ page }) => {
  const asked: string[] = []
  page.on("request", (request) => asked.push(`${request.resourceType()} ${request.url()}`))
  for (const [, path] of SCREENS) await openLive(page, path)
  expect(asked.filter((one) => !one.includes(baseUrl()) || one.startsWith("font "))).toEqual([])
})

test("a status, code, type, messaging state and member of the envelope never heard of show, filter and survive a reload (point 12)", async ({
  page,
}) => {
  const order = ids(50)
  const names = { order, more: { support_key: `sr_new` } }
  await send(sentStatus("quantum-ported", { ...names, id: "acce-new-1", at: "2025-06-01T10:00:00Z", codes: ["NOT_ENOUGH_QUBITS"] }))
  await send(sentMessaging("entangled", { ...names, id: "acce-new-2", at: "2025-06-01T11:00:00Z" }))
  const body = {
    data: {
      event_type: "porting_order.teleported",
      id: "acce-new-3",
      occurred_at: "2025-06-01T12:00:00Z",
      payload: { porting_order_id: order },
      brand_new: { member: 1 },
    },
  }
  await send(Buffer.from(JSON.stringify(body)))
  for (const query of ["status=quantum-ported", "exception_code=NOT_ENOUGH_QUBITS", "messaging=entangled"]) {
    await openLive(page, `/orders?${query}`)
    await expect(page.getByRole("row").filter({ hasText: `sr_new` })).toContainText("quantum-ported")
    await page.reload()
    await expect(page.getByRole("row").filter({ hasText: `sr_new` })).toContainText("entangled")
  }
  await openLive(page, "/events?event_type=porting_order.teleported")
  await expect(page.getByRole("main")).toContainText("teleported")
  await page.reload()
  await expect(page.getByRole("row").filter({ hasText: `sr_new` })).toBeVisible()
})
