import { expect, type Page, test } from "playwright/test"
import { baseUrl, expectAccessible, openLive, send, withOwnPortline } from "../support/browse.ts"
import { sentDeleted, sentMessaging, sentSplit, sentStatus } from "../support/sent.ts"

const id = (suffix: string): string => `d11ea9e0-0000-4000-8000-0000000000${suffix}`
const [FIRST, FOCUS, NEXT, LAST] = [id("01"), id("02"), id("03"), id("04")]
const [UNHEARD, OTHER_PARENT, DELETED, ALONE] = [id("05"), id("06"), id("07"), id("08")]
const [LOOPED, NAMED, NAMED_TOO] = [id("09"), id("10"), id("11")]
const hub = (index: number): string => `d11ea9e1-0000-4000-8000-${String(index).padStart(12, "0")}`

async function sendOrder(order: string, status: string, key: string): Promise<void> {
  await send(
    sentStatus(status, { order, at: "2025-05-01T08:00:00Z", codes: status === "exception" ? ["OTHER"] : [], more: { support_key: key } }),
  )
}

async function move(from: string, to: string, { day, numbers }: { day: string; numbers: readonly string[] | number }): Promise<void> {
  const at = `2025-05-${day}T10:00:00Z`
  const listed = typeof numbers === "number" ? Array.from({ length: numbers }, () => undefined) : numbers.map((number) => [number])
  for (const [index, one] of listed.entries()) {
    await send(sentSplit(from, to, { at, id: `${from} ${to} ${day} ${index}`, ...(one ? { numbers: one } : {}) }))
  }
}

withOwnPortline()

test.beforeAll(async () => {
  await sendOrder(FIRST, "ported", "sr_lin1")
  await sendOrder(FOCUS, "exception", "sr_lin2")
  await sendOrder(NEXT, "submitted", "sr_lin3")
  await sendOrder(LAST, "ported", "sr_lin4")
  await sendOrder(OTHER_PARENT, "brand-new", "=sr_lin6")
  await sendOrder(DELETED, "draft", "sr_lin7")
  await sendOrder(ALONE, "draft", "sr_lin8")
  await sendOrder(LOOPED, "submitted", "sr_lin9")
  await send(sentMessaging("exception", { order: LAST, at: "2025-05-01T09:00:00Z" }))
  await send(sentDeleted({ order: DELETED, at: "2025-05-20T00:00:00Z" }))
  await move(FIRST, FOCUS, { day: "02", numbers: ["a", "b", "c", "a"] })
  await move(FOCUS, NEXT, { day: "03", numbers: 3 })
  await move(NEXT, FOCUS, { day: "04", numbers: 1 })
  await move(NEXT, LAST, { day: "05", numbers: ["d", "e"] })
  await move(OTHER_PARENT, NEXT, { day: "06", numbers: 1 })
  await move(NEXT, UNHEARD, { day: "07", numbers: 1 })
  await move(NEXT, FIRST, { day: "08", numbers: 1 })
  await move(FIRST, DELETED, { day: "09", numbers: 1 })
  await move(LOOPED, LOOPED, { day: "02", numbers: 2 })
  await move(NAMED, NAMED_TOO, { day: "02", numbers: 1 })
  const leaves = Array.from({ length: 160 }, (_, index) => hub(index + 1))
  for (let at = 0; at < leaves.length; at += 20) {
    await Promise.all(leaves.slice(at, at + 20).map((leaf) => move(hub(0), leaf, { day: "02", numbers: 1 })))
  }
})

test.beforeEach(({ page }) => {
  page.on("pageerror", (error) => {
    throw error
  })
})

const graphOf = (page: Page) => page.getByRole("region", { name: "Lineage graph" })
const nodeOf = (page: Page, name: RegExp) => graphOf(page).getByRole("link", { name })
/** The table as text: From, To, Numbers and Cycle of every row. */
async function rowsOf(page: Page): Promise<string[]> {
  await expect(page.getByRole("table")).toBeVisible()
  const rows = await page.getByRole("table").locator("tbody tr").all()
  const cells = await Promise.all(rows.map((row) => row.locator("th, td").allInnerTexts()))
  return cells.map(([from, to, numbers, events, , , cycle]) =>
    [from?.split("\n")[0], to?.split("\n")[0], numbers, events, cycle].map((cell) => cell?.trim()).join(" | "),
  )
}
const focusedName = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? "")

test("the graph has every order by its state, every count, both ways of a pair with what is left, and ways back", async ({ page }) => {
  await openLive(page, "/orders/sr_lin2/lineage")
  const graph = graphOf(page)
  await expect(graph.locator("svg[role=graphics-document]")).toHaveAttribute("aria-label", "Lineage of sr_lin2: 7 orders")
  const names = await graph.getByRole("link").evaluateAll((links) => links.map((link) => link.getAttribute("aria-label")))
  expect(names.toSorted()).toEqual([
    "=sr_lin6, brand-new, sent 1 to 1 order",
    `${UNHEARD.slice(0, 8)}, not heard of, received 1 from 1 order`,
    "sr_lin1, ported, received 1 from 1 order, sent 4 to 2",
    "sr_lin2, exception, received 4 from 2 orders, sent 3 to 1",
    "sr_lin3, submitted, received 4 from 2 orders, sent 5 to 4",
    "sr_lin4, ported, messaging exception, received 2 from 1 order",
    "sr_lin7, deleted, received 1 from 1 order",
  ])
  const labels = await graph.locator("svg > g > text").allTextContents()
  expect(labels.toSorted()).toEqual(["1", "1", "1", "1 back", "1 back", "2", "3", "3 · net 2"])
  await expect(graph.locator("svg > g:has(> path[stroke-dasharray])")).toHaveCount(2)
  const titles = await graph.locator("svg > g > title").allTextContents()
  expect(titles).toContain("3 moved from sr_lin1 to sr_lin2 (distinct numbers, listed by 4 events)")
  expect(titles).toContain("3 moved from sr_lin2 to sr_lin3 (distinct split events, which list no numbers); net 2")
  await expect(page.getByText("7 orders · 13 numbers moved", { exact: true })).toBeVisible()
  await expect(page.getByText("2 of 5 ported (1 with messaging open), 1 exception, 1 deleted, 1 not heard of")).toBeVisible()
})

test("the table has the same moves, the first one first", async ({ page }) => {
  await page.goto(`${baseUrl()}/orders/sr_lin2/lineage?view=table`)
  expect(await rowsOf(page)).toEqual([
    "sr_lin1 | sr_lin2 | 3 | 4 | Yes",
    "sr_lin2 | sr_lin3 | 3 (as events, net 2) | 3 | Yes",
    "sr_lin3 | sr_lin2 | 1 (as events) | 1 | Goes back",
    "sr_lin3 | sr_lin4 | 2 | 2 | No",
    "=sr_lin6 | sr_lin3 | 1 (as events) | 1 | No",
    `sr_lin3 | ${UNHEARD.slice(0, 8)} | 1 (as events) | 1 | No`,
    "sr_lin3 | sr_lin1 | 1 (as events) | 1 | Goes back",
    "sr_lin1 | sr_lin7 | 1 (as events) | 1 | No",
  ])
  await expect(graphOf(page)).toHaveCount(0)
})

test("a lineage of three orders is walked by the keyboard alone, from one stop of the Tab key", async ({ page }) => {
  await openLive(page, "/orders/sr_lin2/lineage?view=graph")
  await expect(page.getByRole("button", { name: "Fit" })).toBeVisible()
  for (let stops = 0; !(await focusedName(page)).startsWith("sr_lin2"); stops++) {
    expect(stops).toBeLessThan(40)
    await page.keyboard.press("Tab")
  }
  await page.keyboard.press("ArrowRight")
  expect(await focusedName(page)).toMatch(/^sr_lin3/)
  await expect(nodeOf(page, /^sr_lin3/)).toBeInViewport()
  const ring = nodeOf(page, /^sr_lin3/)
    .locator("rect")
    .first()
  expect(await ring.evaluate((rect) => getComputedStyle(rect).stroke)).toBe("rgb(11, 87, 194)")
  await page.keyboard.press("ArrowLeft")
  await page.keyboard.press("ArrowRight")
  await page.keyboard.press("ArrowRight")
  const seen = new Set<string>()
  for (const key of ["ArrowUp", "ArrowUp", "ArrowUp", "ArrowDown", "ArrowDown", "ArrowDown"]) {
    seen.add((await focusedName(page)).split(",")[0] ?? "")
    await page.keyboard.press(key)
  }
  expect(seen).toContain("sr_lin4")
  await page.keyboard.press("Tab")
  expect(await page.evaluate(() => document.activeElement?.closest("svg") === null)).toBe(true)
  await page.keyboard.press("Shift+Tab")
  await page.keyboard.press("ArrowLeft")
  expect(await focusedName(page)).toMatch(/^sr_lin3/)
  await page.keyboard.press("ArrowLeft")
  // It has two parents, one below the other: whichever was nearer, the arrows lead to both.
  for (const key of ["ArrowUp", "ArrowDown"]) {
    if (!(await focusedName(page)).startsWith("sr_lin2")) await page.keyboard.press(key)
  }
  await page.keyboard.press("ArrowLeft")
  expect(await focusedName(page)).toMatch(/^sr_lin1/)
  await page.keyboard.press("Enter")
  await expect(page.getByRole("heading", { level: 1, name: "sr_lin1" })).toBeVisible()
})

test("plus, minus and 0 change the size of the drawing, and so do buttons", async ({ page }) => {
  await openLive(page, "/orders/sr_lin2/lineage?view=graph")
  const size = page.getByRole("group", { name: "Size of the drawing" }).getByRole("status")
  const isWhole = (): Promise<boolean> => graphOf(page).evaluate((frame) => frame.scrollWidth <= frame.clientWidth + 1)
  // Seen as a whole to begin with, since its words can be read then.
  await expect(size).toHaveText("94 %")
  expect(await isWhole()).toBe(true)
  await page.setViewportSize({ width: 1600, height: 900 })
  await page.reload()
  await expect(size).toHaveText("100 %")
  await nodeOf(page, /^sr_lin2/).focus()
  await page.keyboard.press("+")
  await expect(size).toHaveText("125 %")
  await page.keyboard.press("-")
  await page.keyboard.press("-")
  await expect(size).toHaveText("80 %")
  await page.getByRole("button", { name: "Larger" }).click()
  await expect(size).toHaveText("100 %")
  await page.setViewportSize({ width: 800, height: 600 })
  await nodeOf(page, /^sr_lin2/).focus()
  await page.keyboard.press("0")
  await expect(size).not.toHaveText("100 %")
  expect(await isWhole()).toBe(true)
})

test("depth and least count are in the URL, and what lies further off stands as a group that opens as a table", async ({ page }) => {
  await openLive(page, "/orders/sr_lin2/lineage")
  await page.getByLabel("Up").selectOption("0")
  await page.getByLabel("Down").selectOption("1")
  await page.getByRole("button", { name: "Apply" }).click()
  await expect(page).toHaveURL(/up=0&down=1/)
  await expect(page.getByText("2 orders · 4 numbers moved · 5 more not shown here")).toBeVisible()
  await nodeOf(page, /^\+3 more/).click()
  await expect(page).toHaveURL(/view=table/)
  await expect(page.getByRole("heading", { level: 1, name: "Lineage of sr_lin3" })).toBeVisible()
  expect((await rowsOf(page)).join("\n")).toContain("sr_lin3 | sr_lin4")
  await page.goto(`${baseUrl()}/orders/sr_lin2/lineage?min=2&up=all&down=all`)
  expect((await rowsOf(page)).map((row) => row.split(" | ").slice(0, 2).join(">"))).toEqual([
    "sr_lin1>sr_lin2",
    "sr_lin2>sr_lin3",
    "sr_lin3>sr_lin4",
  ])
})

test("a value that is not allowed is named with what is, and passed over", async ({ page }) => {
  await page.goto(`${baseUrl()}/orders/sr_lin2/lineage?up=seven&view=tree&min=0`)
  await expect(page.getByText("up: “seven” is not used; a whole number from 0 to 9, or all, is allowed.")).toBeVisible()
  await expect(page.getByText("view: “tree” is not used; graph or table is allowed.")).toBeVisible()
  await expect(page.getByText("min: “0” is not used; a whole number from 1 to 999999 is allowed.")).toBeVisible()
  await expect(page.getByText("7 orders · 13 numbers moved", { exact: true })).toBeVisible()
})

test("no splits, a loop, only placeholders and no such order each say so", async ({ page }) => {
  await page.goto(`${baseUrl()}/orders/sr_lin8/lineage`)
  await expect(page.getByText("No numbers moved to or from this order")).toBeVisible()
  await page.goto(`${baseUrl()}/orders/sr_lin9/lineage`)
  await expect(nodeOf(page, /^sr_lin9, submitted, moved 2 to itself/)).toBeVisible()
  expect(await rowsOf(page)).toEqual(["sr_lin9 | sr_lin9 | 2 (as events) | 2 | To itself"])
  await page.goto(`${baseUrl()}/orders/${NAMED}/lineage`)
  await expect(page.getByText(/known from splits only/)).toBeVisible()
  await page.goto(`${baseUrl()}/orders/sr_lin8/lineage?min=5`)
  expect((await page.goto(`${baseUrl()}/orders/sr_nobody/lineage`))?.status()).toBe(404)
})

test("a lineage over the bound draws 150 nodes and says what it leaves out", async ({ page }) => {
  await openLive(page, `/orders/${hub(0)}/lineage`)
  await expect(graphOf(page).getByRole("link")).toHaveCount(150)
  await expect(page.getByText("149 orders · 148 numbers moved · 12 more not shown here")).toBeVisible()
  await expect(nodeOf(page, /^\+12 more/)).toBeVisible()
  await page.goto(`${baseUrl()}/orders/${hub(0)}/lineage?view=table`)
  await expect(page.getByText("161 orders · 160 numbers moved", { exact: true })).toBeVisible()
  await expect(page.getByRole("table").locator("tbody tr")).toHaveCount(160)
})

test("a move told meanwhile is drawn without a reload, and focus stays", async ({ page }) => {
  await openLive(page, `/orders/${NAMED}/lineage`)
  await nodeOf(page, /sent 1 to 1 order/).focus()
  await move(NAMED, NAMED_TOO, { day: "03", numbers: 4 })
  await expect(nodeOf(page, /sent 5 to 1 order/)).toBeVisible()
  await expect(nodeOf(page, /sent 5 to 1 order/)).toBeFocused()
})

test("the table comes as CSV, and no cell of it runs", async ({ page }) => {
  await page.goto(`${baseUrl()}/orders/sr_lin2/lineage`)
  const href = await page.getByRole("link", { name: "CSV" }).getAttribute("href")
  const answer = await page.request.get(`${baseUrl()}${href}`)
  expect(answer.headers()["content-type"]).toContain("text/csv")
  const lines = (await answer.text()).split("\r\n")
  expect(lines[0]).toBe("From,From UUID,To,To UUID,Numbers,Events,First,Last,Cycle")
  expect(lines).toHaveLength(8 + 2)
  expect(lines[1]).toBe(`sr_lin1,${FIRST},sr_lin2,${FOCUS},3,4,2025-05-02T10:00:00Z,2025-05-02T10:00:00Z,Yes`)
  expect(lines.filter((line) => line.startsWith("'=sr_lin6,"))).toHaveLength(1)
  expect((await page.request.get(`${baseUrl()}${href}?up=x`)).status()).toBe(400)
})

test("on a phone the table stands for both, and the graph is a link away", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 800 })
  await openLive(page, "/orders/sr_lin2/lineage")
  await expect(page.getByRole("table")).toBeVisible()
  await expect(graphOf(page)).toBeHidden()
  await page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: "Graph" }).click()
  await expect(graphOf(page)).toBeVisible()
  await graphOf(page).scrollIntoViewIfNeeded()
  await expect(page).toHaveURL(/view=graph/)
})

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false })

  test("graph and table read, the graph's orders are links, and the form asks", async ({ page }) => {
    await page.goto(`${baseUrl()}/orders/sr_lin2/lineage`)
    await expect(nodeOf(page, /^sr_lin3/)).toBeVisible()
    expect(await rowsOf(page)).toHaveLength(8)
    await expect(page.getByRole("button", { name: "Fit" })).toBeHidden()
    await page.getByLabel("Min numbers").fill("2")
    await page.getByRole("button", { name: "Apply" }).click()
    await expect(page).toHaveURL(/min=2/)
    expect(await rowsOf(page)).toHaveLength(3)
    await nodeOf(page, /^sr_lin3/).click()
    await expect(page.getByRole("heading", { level: 1, name: "sr_lin3" })).toBeVisible()
  })
})

for (const [colorScheme, width] of [
  ["light", 1440],
  ["dark", 360],
] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme })
    for (const path of ["sr_lin2/lineage?view=graph&up=0&down=1", "sr_lin8/lineage", "sr_lin2/lineage?up=x", "sr_nobody/lineage"]) {
      test(`axe finds nothing on ${path} at ${width} px, and nothing makes the page scroll sideways`, async ({ page }) => {
        await page.setViewportSize({ width, height: 900 })
        await openLive(page, `/orders/${path}`)
        await expectAccessible(page)
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
      })
    }
  })
}
