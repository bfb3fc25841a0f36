import { randomUUID } from "node:crypto"
import { readFile, rename, rm } from "node:fs/promises"
import { join } from "node:path"
import { type BrowserContext, type Locator, type Page, expect as playwrightExpect, test } from "playwright/test"
import { baseUrl, expectAccessible, openLive, send, withOwnPortline } from "../support/browse.ts"
import { newDataFolder } from "../support/data-folder.ts"
import { startPortline } from "../support/portline.ts"
import { sentStatus } from "../support/sent.ts"

/** What waits for a page's scripts waits longer where the machine is busy. */
const expect = playwrightExpect.configure({ timeout: 15_000 })

const ORDER = "f4a3e000-0000-4000-8000-000000000001"
const OTHER = "f4a3e000-0000-4000-8000-000000000002"
const [EVENT, EXCEPTION, PORTED] = ["1", "2", "3"].map((end) => `f4a3e000-0000-4000-8000-0000000000e${end}`)
/** A quarter of an hour before Berlin's clocks go forward, and half an hour after Los Angeles' did. */
const [BEFORE, AFTER] = ["2021-03-28T00:45:00.123456Z", "2021-03-14T10:30:00Z"]

withOwnPortline()

test.beforeAll(async () => {
  // A server that has just started may be too slow for its first page.
  await expect.poll(async () => (await fetch(`${baseUrl()}/orders`)).status).toBe(200)
  const about = { order: ORDER, more: { support_key: "sr_frm001", customer_reference: "Frame & Sons / 17" } }
  await send(sentStatus("submitted", { ...about, at: AFTER, id: EVENT }))
  await send(sentStatus("exception", { ...about, at: BEFORE, id: EXCEPTION, codes: ["LOA_ILLEGIBLE"] }))
  await send(
    sentStatus("ported", {
      order: OTHER,
      at: BEFORE,
      id: PORTED,
      more: { support_key: "sr_frm002", customer_reference: "Frame & Daughters" },
    }),
  )
})

/** Whatever goes wrong in a page's scripts fails its test: a hydration that does not agree is an error, too. */
function failOnErrors(page: Page): void {
  page.on("pageerror", (error) => {
    throw error
  })
  page.on("console", (message) => {
    const isMissing = message.type() === "error" && /404|503|ERR_INTERNET_DISCONNECTED|ERR_FAILED/.test(message.text())
    if (message.type() === "error" && !isMissing) throw new Error(`${message.text()} ${message.location().url}`)
  })
}
test.beforeEach(({ page }) => failOnErrors(page))

const background = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
const search = (page: Page) => page.getByRole("searchbox", { name: "Search orders" })
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? "")
const openPalette = async (page: Page, chord = "Control+k"): Promise<Locator> => {
  await page.keyboard.press(chord)
  const palette = page.getByRole("dialog", { name: "Commands" })
  // What is typed before the field has the focus goes nowhere.
  await expect(palette.getByRole("combobox")).toBeFocused()
  return palette
}
const choose = (context: BrowserContext, name: string, value: string) =>
  context.addCookies([{ name: `portline_${name}`, value: encodeURIComponent(value), url: baseUrl() }])

test.describe("the theme", () => {
  const [LIGHT, DARK] = ["rgb(255, 255, 255)", "rgb(14, 17, 22)"]

  for (const colorScheme of ["light", "dark"] as const) {
    test(`is the system's ${colorScheme} one until another is chosen`, async ({ page }) => {
      await page.emulateMedia({ colorScheme })
      await page.goto(`${baseUrl()}/orders`)
      expect(await background(page)).toBe(colorScheme === "light" ? LIGHT : DARK)
    })

    test(`that is chosen comes with the first byte, whatever the system's: ${colorScheme}`, async ({ page, context }) => {
      await choose(context, "theme", colorScheme)
      await page.emulateMedia({ colorScheme: colorScheme === "light" ? "dark" : "light" })
      // Before any script has run.
      await page.route("**/*.js", (route) => route.abort())
      await page.goto(`${baseUrl()}/orders`, { waitUntil: "domcontentloaded" })
      expect(await background(page)).toBe(colorScheme === "light" ? LIGHT : DARK)
    })
  }

  test("changes at once from the palette, and stays", async ({ page }) => {
    await openLive(page, "/orders")
    const palette = await openPalette(page)
    await page.keyboard.type(">theme: dark")
    await expect(palette.getByRole("option", { name: "Theme: dark" })).toHaveAttribute("data-highlighted")
    await page.keyboard.press("Enter")
    await expect.poll(() => background(page)).toBe(DARK)
    await page.reload()
    expect(await background(page)).toBe(DARK)
  })
})

test.describe("times", () => {
  for (const [zone, first, second] of [
    ["Europe/Berlin", "28 Mar 2021, 01:45 CET", "14 Mar 2021, 11:30 CET"],
    ["Asia/Kolkata", "28 Mar 2021, 06:15 GMT+5:30", "14 Mar 2021, 16:00 GMT+5:30"],
    ["America/Los_Angeles", "27 Mar 2021, 17:45 GMT-7", "14 Mar 2021, 03:30 GMT-7"],
  ] as const) {
    test.describe(zone, () => {
      test.use({ timezoneId: zone })

      test(`are the reader's in ${zone}: the server writes them as the browser does`, async ({ page, context }) => {
        await openLive(page, "/orders")
        await expect.poll(async () => (await context.cookies()).find(({ name }) => name === "portline_browser_zone")?.value).toBeTruthy()
        const html = await (await page.goto(`${baseUrl()}/orders/sr_frm001`))?.text()
        expect(html).toContain(first)
        expect(html).toContain(second)
        await expect(page.locator("[data-screen=live]")).toBeVisible()
        await expect(page.getByText(first).filter({ visible: true }).first()).toBeVisible()
      })
    })
  }

  test("are in UTC, and say so, until the browser has told its zone", async ({ page }) => {
    const html = await (await page.goto(`${baseUrl()}/orders/sr_frm001`))?.text()
    expect(html).toContain("28 Mar 2021, 00:45 UTC")
    await expect(page.getByText("28 Mar 2021, 01:45 CET").filter({ visible: true }).first()).toBeVisible()
  })

  test("a zone that there is not is refused at its field, and nothing is saved", async ({ page, context }) => {
    await openLive(page, "/settings?tab=you")
    const field = page.getByRole("main").getByLabel("Time zone")
    await field.fill("Nowhere/City")
    await page.getByRole("button", { name: "Save preferences" }).click()
    await expect(field).toBeFocused()
    expect(await field.evaluate((input: HTMLInputElement) => input.validationMessage)).toBe(
      "There is no time zone Nowhere/City. Names are like Europe/Berlin.",
    )
    expect((await context.cookies()).filter(({ name }) => name === "portline_zone")).toEqual([])
    await field.fill("Asia/Tokyo")
    await page.getByRole("button", { name: "Save preferences" }).click()
    await expect(page.getByText("Preferences saved in this browser.")).toBeVisible()
  })

  test("follow a zone and hours that were chosen, and a wrong zone is passed over", async ({ page, context }) => {
    await choose(context, "zone", "America/New_York")
    await choose(context, "hours", "12")
    await page.goto(`${baseUrl()}/orders/sr_frm001`)
    await expect(
      page
        .getByText(/^27 Mar 2021, 8:45 pm/)
        .filter({ visible: true })
        .first(),
    ).toBeVisible()
    await choose(context, "zone", "Mars/Olympus")
    await page.goto(`${baseUrl()}/orders/sr_frm001`)
    await expect(
      page
        .getByText(/^28 Mar 2021, 1:45 am CET/)
        .filter({ visible: true })
        .first(),
    ).toBeVisible()
  })

  test("tell all of a moment when pressed or focused, to the microsecond, and Escape closes that", async ({ page }) => {
    await openLive(page, "/orders/sr_frm001")
    const time = page.getByRole("region", { name: "Timeline" }).getByRole("button", { name: "01:45:00 CET" })
    await time.click()
    const tip = page.getByRole("tooltip")
    await expect(tip).toContainText("Sun, 28 Mar 2021, 01:45:00 CET (Europe/Berlin)")
    await expect(tip).toContainText("Sun, 28 Mar 2021, 00:45:00 UTC")
    await expect(tip).toContainText(BEFORE)
    await expect(tip).toContainText("Received")
    await expect(tip).toContainText("after it occurred")
    await page.keyboard.press("Escape")
    await expect(tip).toHaveCount(0)
    await page.keyboard.press("Shift+Tab")
    await page.keyboard.press("Tab")
    await expect(tip).toBeVisible()
    await expect(time).toHaveAccessibleDescription(/UTC/)
  })

  test("are chosen in the top bar", async ({ page }) => {
    await openLive(page, "/orders/sr_frm001")
    await page.locator("summary", { hasText: "Time zone" }).click()
    await page.getByRole("combobox", { name: "Time zone" }).fill("Asia/Tokyo")
    await page.getByRole("button", { name: "Save", exact: true }).click()
    await expect(page.getByText("28 Mar 2021, 09:45 GMT+9").filter({ visible: true }).first()).toBeVisible()
    await page.reload()
    await expect(page.getByText("28 Mar 2021, 09:45 GMT+9").filter({ visible: true }).first()).toBeVisible()
  })
})

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false })

  test("the zone is chosen by a form that comes back to the page, and the search box works", async ({ page }) => {
    await page.goto(`${baseUrl()}/orders/sr_frm001`)
    await page.locator("summary", { hasText: "Time zone" }).click()
    await page.getByRole("combobox", { name: "Time zone" }).fill("Asia/Tokyo")
    await page.getByRole("button", { name: "Save", exact: true }).click()
    await expect(page).toHaveURL(`${baseUrl()}/orders/sr_frm001`)
    await expect(page.getByText("28 Mar 2021, 09:45 GMT+9").filter({ visible: true }).first()).toBeVisible()
    await search(page).fill("sr_frm002")
    await page.getByRole("button", { name: "Search", exact: true }).click()
    await expect(page).toHaveURL(`${baseUrl()}/orders/sr_frm002`)
  })
})

test("preferences come from our own pages only, and lead back to them only", async ({ request }) => {
  const post = (origin: string, back: string) =>
    request.post(`${baseUrl()}/api/preferences`, { headers: { origin }, form: { theme: "dark", back }, maxRedirects: 0 })
  expect((await post("https://evil.example", "/")).status()).toBe(403)
  const kept = await post(baseUrl(), "//evil.example/")
  expect(kept.status()).toBe(303)
  expect(kept.headers().location).toBe("/")
  expect(kept.headers()["set-cookie"]).toContain("portline_theme=dark")
})

test.describe("the search box", () => {
  for (const [what, text, path] of [
    ["a support key", "sr_frm001", "/orders/sr_frm001"],
    ["a key in another case, with spaces around", "  SR_FRM001 ", "/orders/sr_frm001"],
    ["a UUID", ORDER, "/orders/sr_frm001"],
    ["a UUID in capitals", ORDER.toUpperCase(), "/orders/sr_frm001"],
    ["a whole reference", "frame & sons / 17", "/orders/sr_frm001"],
    ["an address that ends in a UUID", `https://portal.telnyx.com/#/porting/orders/${ORDER}`, "/orders/sr_frm001"],
    ["an address of ours", "http://portline.example/orders/sr_frm002/lineage?depth=2", "/orders/sr_frm002"],
    ["an event's id", EVENT ?? "", `/events?event_id=${EVENT}`],
    ["several keys", `sr_frm001, ${OTHER}\tsr_nobody`, "/orders?any_key=sr_frm001%2Csr_frm002%2Csr_nobody"],
    ["a part of a reference", "frame &", "/orders?q=frame+%26"],
    ["anything else", "100% _new_\\", "/orders?q=100%25+_new_%5C"],
  ] as const) {
    test(`takes ${what}`, async ({ page }) => {
      await openLive(page, "/events")
      await page.keyboard.press("/")
      await expect(search(page)).toBeFocused()
      await search(page).fill(text)
      await page.keyboard.press("Enter")
      await expect.poll(() => page.url().replace(baseUrl(), "")).toContain(path)
    })
  }
})

test.describe("the palette", () => {
  test("opens an order by its key on Enter, and gives the focus back on Escape", async ({ page }) => {
    await openLive(page, "/events")
    await search(page).focus()
    const palette = await openPalette(page)
    await expectAccessible(page)
    await page.keyboard.press("Escape")
    await expect(palette).toHaveCount(0)
    await expect(search(page)).toBeFocused()
    await openPalette(page, "Meta+k")
    await page.keyboard.type("sr_frm001")
    await expect(palette.getByRole("option", { name: /Open this order/ })).toHaveAttribute("data-highlighted")
    await page.keyboard.press("Enter")
    await expect(page.getByRole("heading", { level: 1, name: "sr_frm001" })).toBeVisible()
  })

  test("finds by part of a reference, lists actions only after >, and remembers what was opened", async ({ page }) => {
    await openLive(page, "/orders/sr_frm002")
    const palette = await openPalette(page)
    await expect(palette.getByRole("option", { name: "sr_frm002" })).toBeVisible()
    await page.keyboard.type("daughters")
    await expect(palette.getByRole("option", { name: /sr_frm002 · Frame & Daughters/ })).toBeVisible()
    await palette.getByRole("combobox").fill(">go to")
    await expect(palette.getByRole("option").first()).toHaveText(/Go to Home/)
    await expect(palette.getByRole("option", { name: /sr_frm/ })).toHaveCount(0)
    await palette.getByRole("option", { name: /Go to Events/ }).click()
    await expect(page.getByRole("heading", { level: 1, name: "Events" })).toBeVisible()
    await expect(palette).toHaveCount(0)
  })

  test("says that it is searching, and that it could not", async ({ page }) => {
    await openLive(page, "/events")
    let answer = (): void => {}
    const waiting = new Promise<void>((resolve) => {
      answer = resolve
    })
    await page.route("**/api/search*", async (route) => {
      await waiting
      await route.fulfill({ status: 503, json: { title: "Unavailable", status: 503, detail: "The database does not answer now." } })
    })
    const palette = await openPalette(page)
    await page.keyboard.type("sr_frm")
    await expect(palette.getByText("Searching …")).toBeVisible()
    answer()
    await expect(palette.getByText("Could not search: the database does not answer now.")).toBeVisible()
    await page.unroute("**/api/search*")
    await page.keyboard.type("0")
    await expect(palette.getByRole("option", { name: /sr_frm001 · / })).toBeVisible()
    await expect(palette.getByText("Could not search")).toHaveCount(0)
  })

  test("costs a page nothing until it is opened", async ({ page }) => {
    const scripts: string[] = []
    page.on("response", async (response) => {
      if (response.url().endsWith(".js") && (await response.text()).includes("or > for actions only")) scripts.push(response.url())
    })
    await openLive(page, "/orders")
    expect(scripts).toEqual([])
    await page.keyboard.press("Control+k")
    await expect(page.getByRole("dialog", { name: "Commands" })).toBeVisible()
    await expect.poll(() => scripts.length).toBe(1)
  })
})

test("a page that is slow to come is announced, and a line stands at the top until it is there", async ({ page }) => {
  await openLive(page, "/orders")
  let answer = (): void => {}
  const waiting = new Promise<void>((resolve) => {
    answer = resolve
  })
  await page.route(/\/events\?_rsc=/, async (route) => {
    await waiting
    await route.continue()
  })
  await page
    .getByRole("navigation", { name: "Main" })
    .getByRole("link", { name: /^Events/ })
    .click()
  await expect(page.getByRole("status").filter({ hasText: "Loading the page" })).toBeVisible()
  answer()
  await expect(page.getByRole("heading", { level: 1, name: "Events" })).toBeVisible()
  await expect(page.locator("[data-progress]")).toHaveCount(0)
})

test.describe("keys", () => {
  test("lead to places, list themselves, and do nothing inside a field or an open dialog", async ({ page }) => {
    await openLive(page, "/orders")
    await page.keyboard.press("?")
    const help = page.getByRole("dialog", { name: "Keys" })
    await expect(help).toBeVisible()
    await expectAccessible(page)
    await page.keyboard.press("g")
    await page.keyboard.press("e")
    await expect(page).toHaveURL(/\/orders/)
    await page.keyboard.press("Escape")
    await expect(help).toHaveCount(0)
    await search(page).focus()
    await page.keyboard.type("ge?")
    await expect(search(page)).toHaveValue("ge?")
    await expect(help).toHaveCount(0)
    await page.locator("#main").focus()
    await page.keyboard.press("g")
    await page.keyboard.press("e")
    await expect(page.getByRole("heading", { level: 1, name: "Events" })).toBeVisible()
    await page.keyboard.press("g")
    await page.keyboard.press("o")
    await expect(page.getByRole("heading", { level: 1, name: "Orders" })).toBeVisible()
  })

  test("press what the page marks up: rows, their boxes, and the row's own before the page's", async ({ page }) => {
    await openLive(page, "/orders")
    await page.evaluate(() => {
      const row = (name: string) =>
        `<div data-row><input type="checkbox"><a href="#${name}">${name}</a><button data-hotkey="y">y</button></div>`
      const box = document.createElement("div")
      box.id = "probe"
      box.innerHTML = `<button data-hotkey="y">page</button>${["one", "two", "three", "four"].map(row).join("")}`
      document.querySelector("main")?.replaceChildren(box)
      for (const button of box.querySelectorAll("[data-row] button"))
        button.addEventListener("click", () => {
          button.textContent = `copied ${button.previousElementSibling?.textContent}`
        })
    })
    await page.locator("body").focus()
    for (const key of ["j", "j"]) await page.keyboard.press(key)
    expect(await focused(page)).toBe("two")
    await page.keyboard.press("ArrowDown")
    expect(await focused(page)).toBe("three")
    await page.keyboard.press("k")
    expect(await focused(page)).toBe("two")
    await page.keyboard.press("y")
    await expect(page.getByText("copied two")).toBeVisible()
    await page.keyboard.press("x")
    for (const key of ["j", "j", "Shift+X"]) await page.keyboard.press(key)
    expect(await page.locator("#probe input").evaluateAll((boxes) => boxes.map((box) => (box as HTMLInputElement).checked))).toEqual([
      false,
      true,
      true,
      true,
    ])
    await page.keyboard.press("o")
    await expect(page).toHaveURL(/#four$/)
  })

  test("without Ctrl or ⌘ can be switched off; the others stay", async ({ page }) => {
    await openLive(page, "/orders")
    await page.keyboard.press("?")
    await page.getByRole("checkbox", { name: /Single keys/ }).uncheck()
    await page.keyboard.press("Escape")
    await page.reload()
    await expect(page.locator("[data-screen=live]")).toBeVisible()
    await page.keyboard.press("/")
    await expect(search(page)).not.toBeFocused()
    await page.keyboard.press("?")
    await expect(page.getByRole("dialog")).toHaveCount(0)
    await page.keyboard.press("Control+k")
    await expect(page.getByRole("dialog", { name: "Commands" })).toBeVisible()
  })

  test("are the page's again once its search field is left by Escape, or by searching", async ({ page }) => {
    await openLive(page, "/orders")
    await page.keyboard.press("/")
    await expect(search(page)).toBeFocused()
    await page.keyboard.type("nothing of that name")
    await page.keyboard.press("Escape")
    await expect(search(page)).not.toBeFocused()
    await page.keyboard.press("/")
    await page.keyboard.type("sr_frm002")
    await page.keyboard.press("Enter")
    await expect(page.getByRole("heading", { level: 1, name: "sr_frm002" })).toBeVisible()
    await expect(search(page)).not.toBeFocused()
  })

  test("the first Tab leads past the navigation", async ({ page }) => {
    await openLive(page, "/orders")
    await page.keyboard.press("Tab")
    const skip = page.getByRole("link", { name: "Skip to content" })
    await expect(skip).toBeFocused()
    await expect(skip).toBeInViewport()
    // Nothing lies over it.
    expect(
      await skip.evaluate((link) => {
        const { left, top, width, height } = link.getBoundingClientRect()
        return document.elementFromPoint(left + width / 2, top + height / 2) === link
      }),
    ).toBe(true)
    await page.keyboard.press("Enter")
    await expect(page.locator("#main")).toBeFocused()
  })
})

test.describe("live", () => {
  test("ten tabs hold one stream, a POST still works, and another tab takes over when one goes", async ({ context }) => {
    const streams: string[] = []
    context.on("request", (request) => {
      if (request.url().endsWith("/api/stream")) streams.push(request.url())
    })
    const open = async (path: string): Promise<Page> => {
      const tab = await context.newPage()
      await openLive(tab, path)
      return tab
    }
    const newRows = (tab: Page) => tab.getByRole("button", { name: /new · press/ })
    const receive = (at: string) =>
      send(sentStatus("draft", { order: randomUUID(), at, more: { support_key: `sr_${randomUUID().slice(0, 6)}` } }))
    const first = await open("/orders")
    const others: Page[] = []
    for (let number = 0; number < 8; number++) others.push(await open(number % 2 ? "/events" : "/orders"))
    const last = await open("/orders")
    expect(streams).toHaveLength(1)
    await receive("2026-03-01T10:00:00Z")
    for (const tab of [first, ...others, last]) await expect(newRows(tab)).toBeVisible({ timeout: 15_000 })
    const posted = await last.evaluate(async () => {
      const asked = { method: "POST", body: new URLSearchParams({ theme: "light", back: "/api/health" }) }
      return (await fetch("/api/preferences", asked)).status
    })
    expect(posted).toBe(200)

    await first.close()
    await expect.poll(() => streams.length).toBe(2)
    await last.goto(`${baseUrl()}/orders`)
    await expect(last.locator("[data-screen=live]")).toBeVisible()
    await receive("2026-03-01T11:00:00Z")
    await expect(newRows(last)).toBeVisible({ timeout: 15_000 })
    expect(streams).toHaveLength(2)
  })

  test("five minutes offline: the screen says so, and then loses nothing, neither place nor what was half written", async ({
    page,
    context,
  }) => {
    await openLive(page, "/orders")
    await page.evaluate(() => window.scrollTo(0, 120))
    await search(page).fill("half writ")
    const scrolled = await page.evaluate(() => window.scrollY)
    await context.setOffline(true)
    await expect(page.getByText(/Screen: Offline, showing \d\d:\d\d/)).toBeVisible()
    const key = `sr_${randomUUID().slice(0, 6)}`
    await send(sentStatus("draft", { order: randomUUID(), at: "2026-04-01T10:00:00Z", more: { support_key: key } }))
    await context.setOffline(false)
    await expect(page.locator("[data-screen=live]")).toBeVisible()
    await page.getByRole("button", { name: /new · press/ }).waitFor()
    await expect(search(page)).toHaveValue("half writ")
    expect(await page.evaluate(() => window.scrollY)).toBe(scrolled)
    await page.getByRole("button", { name: /new · press/ }).click()
    await expect(page.getByRole("link", { name: key, exact: true })).toBeVisible()
  })

  test("without a stream the screen asks every 30 s, and says how old it is once that fails for a minute", async ({ page }) => {
    await page.clock.install()
    await page.route("**/api/stream", (route) => route.abort())
    await page.goto(`${baseUrl()}/orders`)
    await expect(page.locator("[data-screen=updated]")).toBeVisible()
    await page.clock.runFor(31_000)
    await expect(page.getByText(/Screen: Updated \d+ s ago/)).toBeVisible()
    // An answer that is still on its way would count as fresh.
    await page.waitForLoadState("networkidle")
    const isAnswer = ({ pathname }: URL): boolean => pathname.startsWith("/api/") && pathname !== "/api/stream"
    await page.route(isAnswer, (route) => route.fulfill({ status: 503, json: { detail: "The database does not answer now." } }))
    await page.clock.runFor(95_000)
    await expect(page.locator("[data-screen=updated] svg")).toBeVisible()
    await expect(page.getByText(/Screen: Updated \d+ min ago/)).toBeVisible()
  })

  test("a database that does not answer is told within a minute while the stream goes on, and the screen is live again by itself", async ({
    page,
  }) => {
    await page.clock.install()
    await openLive(page, "/orders/sr_frm001")
    await page.waitForLoadState("networkidle")
    await page.route("**/api/pulse", (route) => route.fulfill({ status: 503, json: { detail: "The database does not answer now." } }))
    // No webhook comes: the screen asks by the clock.
    await page.clock.runFor(31_000)
    await expect(page.locator("[data-screen=away]")).toContainText(/Database does not answer, updated \d+ s ago/)
    await expect(page.getByRole("note").filter({ hasText: "The database does not answer now: what is shown may be old" })).toBeVisible()
    await expectAccessible(page)
    await page.unroute("**/api/pulse")
    await page.clock.runFor(11_000)
    await expect(page.locator("[data-screen=live]")).toBeVisible()
    await expect(page.getByText("The database does not answer now")).toHaveCount(0)
  })

  test("a stream that hangs is opened again", async ({ page }) => {
    const streams: string[] = []
    page.on("request", (request) => {
      if (request.url().endsWith("/api/stream")) streams.push(request.url())
    })
    await page.clock.install()
    await page.goto(`${baseUrl()}/orders`)
    await expect(page.locator("[data-screen=live]")).toBeVisible()
    // The page's clock runs ahead of the server's, so that its sign of life seems not to come.
    await page.clock.runFor(50_000)
    await expect.poll(() => streams.length).toBeGreaterThanOrEqual(2)
    await expect(page.locator("[data-screen=live]")).toBeVisible()
  })

  test("the number of quarantined events stands beside Events, and grows by itself", async ({ page }) => {
    await openLive(page, "/orders")
    const events = page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /^Events/ })
    const count = async () => Number(/\d+/.exec((await events.textContent()) ?? "")?.[0] ?? 0)
    const before = await count()
    await send(Buffer.from(`not json ${randomUUID()}`))
    await expect.poll(count).toBe(before + 1)
    await expect(events).toHaveAccessibleName(/quarantined/)
  })
})

test.describe("an address that leads nowhere", () => {
  test("names the nearest keys of an unknown order", async ({ page }) => {
    const answer = await page.goto(`${baseUrl()}/orders/sr_frn001`)
    expect(answer?.status()).toBe(404)
    const main = page.getByRole("main")
    await expect(main.getByRole("heading", { level: 1, name: "No such order" })).toBeVisible()
    await expect(main.getByRole("heading", { name: /sr_frn001/ })).toBeVisible()
    await expect(main.getByRole("link", { name: "sr_frm001" })).toBeVisible()
    await expectAccessible(page)
    await main.getByRole("link", { name: "sr_frm001" }).click()
    await expect(page.getByRole("heading", { level: 1, name: "sr_frm001" })).toBeVisible()
  })

  test("offers the places there are", async ({ page }) => {
    const answer = await page.goto(`${baseUrl()}/nothing/here`)
    expect(answer?.status()).toBe(404)
    await expect(page).toHaveTitle("Not found · Portline")
    await expect(page.getByRole("main").getByRole("link", { name: "Orders" })).toBeVisible()
    await expectAccessible(page)
  })
})

test.describe("a page that cannot be made", () => {
  test.use({ viewport: { width: 360, height: 800 } })

  test("says what happened, and how the log names it; it can be tried again", async ({ page }) => {
    page.removeAllListeners("console")
    const DATA_DIR = await newDataFolder("lost")
    const portline = await startPortline({ env: { DATA_DIR } })
    const [pid] = (await readFile(join(DATA_DIR, "postgres/postmaster.pid"), "utf8")).split("\n")
    // So that it cannot be started again.
    await rename(join(DATA_DIR, "postgres/pg_wal"), join(DATA_DIR, "pg_wal"))
    process.kill(Number(pid), "SIGQUIT")
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme })
      await page.goto(`${portline.url}/orders`)
      await expect(page.getByRole("heading", { level: 1, name: "This page could not be made" })).toBeFocused()
      await expect(page.getByRole("alert").filter({ hasText: "The server failed while it made this page" })).toBeVisible()
      await expect(page.getByText(/server's log this failure is named [0-9a-f]{10}\b/)).toBeVisible()
      await expect(page.getByRole("button", { name: "Try again" })).toBeVisible()
      await expectAccessible(page)
    }
    await portline.stop("SIGKILL")
    await rm(DATA_DIR, { recursive: true, force: true })
  })
})

test.describe("every width", () => {
  for (const width of [320, 360, 768]) {
    test(`${width} px: nothing scrolls sideways, with text of twice the size neither, and the places keep their names`, async ({
      page,
    }) => {
      await page.setViewportSize({ width, height: 800 })
      for (const path of ["/orders", "/orders/sr_frm001", "/events", "/orders/sr_frn001"]) {
        await page.goto(`${baseUrl()}${path}`)
        await expect(page.locator("[data-screen=live]")).toBeVisible()
        expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(width)
      }
      for (const name of ["Home", "Orders", "Events", "Settings"]) {
        const link = page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: new RegExp(`^${name}`) })
        await expect(link).toBeInViewport()
      }
    })
  }

  test("text of twice the size still reads at 768 px", async ({ page }) => {
    await page.setViewportSize({ width: 768, height: 800 })
    await openLive(page, "/orders")
    await page.evaluate(() => {
      document.documentElement.style.fontSize = "200%"
    })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(768)
  })
})

test("on paper: no navigation, everything unfolded, and address, time and zone at the foot", async ({ page }) => {
  await openLive(page, "/orders/sr_frm001")
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")))
  await page.emulateMedia({ media: "print", colorScheme: "dark" })
  await expect(page.getByRole("navigation", { name: "Main" })).toBeHidden()
  await expect(page.locator("footer")).toContainText(`${baseUrl()}/orders/sr_frm001 · printed`)
  await expect(page.locator("footer")).toContainText("times in Europe/Berlin")
  expect(await page.locator("main details:not([open], [name=popover])").count()).toBe(0)
  expect(await background(page)).toBe("rgb(255, 255, 255)")
})
