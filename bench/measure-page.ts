import { setTimeout as sleep } from "node:timers/promises"
import { gzipSync } from "node:zlib"
import type { Browser, Page, Response } from "playwright"

/** What a first visit fetches; sizes in kB, gzipped. */
export type PageWeight = { readonly scriptKb: number; readonly styleKb: number; readonly fonts: number; readonly thirdParty: number }
/** Milliseconds but for `cls`. `interaction`: the slowest of the keys pressed, by event timing. */
export type PageVitals = { readonly lcp: number; readonly cls: number; readonly interaction: number }

const SLOW = { cpu: 4, kbits: 1_600, latencyMs: 150 }
const WATCHED_MS = 5_000

const kb = (bytes: number): number => bytes / 1_000

async function bodyOf(response: Response): Promise<Buffer> {
  return response.body().catch(() => Buffer.alloc(0))
}

/** Everything that the browser loads until it is idle, without what only old browsers would. */
export async function weighPage(browser: Browser, url: string): Promise<PageWeight> {
  const page = await browser.newPage()
  const responses: Response[] = []
  page.on("response", (response) => responses.push(response))
  await page.goto(url, { waitUntil: "load" })
  await sleep(1_000)
  const sizeOf = async (type: string): Promise<number> => {
    const own = responses.filter((response) => response.request().resourceType() === type)
    const sizes = await Promise.all(own.map(async (response) => gzipSync(await bodyOf(response), { level: 9 }).length))
    return kb(sizes.reduce((sum, size) => sum + size, 0))
  }
  const count = (is: (response: Response) => boolean): number => responses.filter(is).length
  const weight = {
    scriptKb: await sizeOf("script"),
    styleKb: await sizeOf("stylesheet"),
    fonts: count((response) => response.request().resourceType() === "font"),
    thirdParty: count((response) => new URL(response.url()).origin !== new URL(url).origin),
  }
  await page.close()
  return weight
}

async function slowDown(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const throughput = (SLOW.kbits * 1_000) / 8
  await session.send("Network.enable")
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: SLOW.latencyMs,
    downloadThroughput: throughput,
    uploadThroughput: throughput,
  })
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOW.cpu })
}

/** Runs in the page, before its own scripts. */
function observe(): void {
  const seen = { lcp: 0, cls: 0, interaction: 0 }
  Object.assign(globalThis, { vitals: seen })
  const watch = (
    type: string,
    note: (entry: PerformanceEntry & { value?: number; hadRecentInput?: boolean; interactionId?: number }) => void,
  ): void => {
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({
      type,
      buffered: true,
      durationThreshold: 16,
    } as PerformanceObserverInit)
  }
  watch("largest-contentful-paint", (entry) => {
    seen.lcp = entry.startTime
  })
  watch("layout-shift", (entry) => {
    if (!entry.hadRecentInput) seen.cls += entry.value ?? 0
  })
  watch("event", (entry) => {
    if (entry.interactionId) seen.interaction = Math.max(seen.interaction, entry.duration)
  })
}

/** One visit on a slow machine and line, keys pressed, while `meanwhile` sends what arrives during it. */
export async function measureVitals(browser: Browser, url: string, meanwhile: () => Promise<void>): Promise<PageVitals> {
  const page = await browser.newPage()
  await page.addInitScript(observe)
  await slowDown(page)
  await page.goto(url, { waitUntil: "load" })
  await sleep(1_500)
  const arriving = meanwhile()
  const end = Date.now() + WATCHED_MS
  while (Date.now() < end) {
    await page.keyboard.press("j")
    await sleep(250)
    await page.keyboard.press("k")
    await sleep(250)
  }
  await arriving
  const vitals = (await page.evaluate("vitals")) as PageVitals
  await page.close()
  return vitals
}
