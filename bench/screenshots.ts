import { join } from "node:path"
import { type Browser, chromium } from "playwright"
import { findBrowser } from "../tests/support/browser.ts"
import { benchPages } from "./pages.ts"
import { withSeededServer } from "./with-seeded-server.ts"

/** `npm run screenshots`: the README's pictures, of a demo world at a fixed moment. */

const MOMENT = new Date("2026-11-24T14:02:00Z")
const FOLDER = join(import.meta.dirname, "../docs")
const PICTURED = ["Home", "Order", "Lineage"]

async function picture(browser: Browser, url: string, file: string): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1_440, height: 900 }, locale: "en-GB", timezoneId: "Europe/Berlin" })
  const page = await context.newPage()
  await page.clock.setSystemTime(MOMENT)
  // Twice: at the first visit the server does not know the reader's zone yet.
  await page.goto(url)
  await page.goto(url)
  await page.waitForTimeout(1_000)
  await page.screenshot({ path: file })
  await context.close()
}

async function main(): Promise<void> {
  const browser = await chromium.launch(await findBrowser())
  try {
    await withSeededServer(MOMENT, async (url) => {
      for (const { name, path } of await benchPages(url)) {
        if (!PICTURED.includes(name)) continue
        await picture(browser, url + path, join(FOLDER, `${name.toLowerCase()}.png`))
        console.log(`portline: docs/${name.toLowerCase()}.png`)
      }
    })
  } finally {
    await browser.close()
  }
}

main().catch((error: unknown) => {
  console.error(`portline: ${error instanceof Error ? error.message : error}`)
  process.exit(1)
})
