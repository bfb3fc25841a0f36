import { type Browser, chromium } from "playwright"
import { WEBHOOK_PATH } from "#lib/contract.ts"
import { postBodies } from "#prisma/post-bodies.ts"
import { findBrowser } from "../tests/support/browser.ts"
import { sentStatus } from "../tests/support/sent.ts"
import { measureVitals, type PageVitals, type PageWeight, weighPage } from "./measure-page.ts"
import { type BenchPage, benchPages } from "./pages.ts"
import { withSeededServer } from "./with-seeded-server.ts"

/**
 * `npm run vitals [-- PAGE ...]`: what each page (or those named) weighs, and how it feels on a slow machine while 50
 * events arrive.
 */

const RUNS = 5
const ARRIVING = 50
const MOST = { styleKb: 20, lcp: 1_800, cls: 0.02, interaction: 100 }

type Measured = { readonly page: BenchPage; readonly weight: PageWeight; readonly vitals: PageVitals }

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

async function arrive(url: string): Promise<void> {
  const at = new Date().toISOString()
  const bodies = Array.from({ length: ARRIVING }, () => sentStatus("submitted", { order: crypto.randomUUID(), at }).toString())
  await postBodies(new URL(WEBHOOK_PATH, url), bodies, () => ({}))
}

async function measurePage(browser: Browser, url: string, page: BenchPage): Promise<Measured> {
  const runs: PageVitals[] = []
  for (let run = 0; run < RUNS; run++) runs.push(await measureVitals(browser, url + page.path, () => arrive(url)))
  const vitals = {
    lcp: median(runs.map(({ lcp }) => lcp)),
    cls: median(runs.map(({ cls }) => cls)),
    interaction: median(runs.map(({ interaction }) => interaction)),
  }
  return { page, weight: await weighPage(browser, url + page.path), vitals }
}

/** A figure beside its limit; a star where it is over. */
const cell = (value: number, most: number, digits = 0): string =>
  `${value.toFixed(digits)} / ${most}${value > most ? " *" : ""}`.padStart(16)

function rowOf({ page, weight, vitals }: Measured): string {
  const figures = [
    cell(weight.scriptKb, page.mostScriptKb, 1),
    cell(weight.styleKb, MOST.styleKb, 1),
    cell(vitals.lcp, MOST.lcp),
    cell(vitals.cls, MOST.cls, 3),
    cell(vitals.interaction, MOST.interaction),
    cell(weight.fonts + weight.thirdParty, 0),
  ]
  return page.name.padEnd(10) + figures.join("")
}

function chosenPages(pages: readonly BenchPage[]): readonly BenchPage[] {
  const asked = process.argv.slice(2)
  const unknown = asked.find((name) => !pages.some((page) => page.name === name))
  if (unknown) throw new Error(`There is no page ${unknown}; there are ${pages.map(({ name }) => name).join(", ")}.`)
  return asked.length === 0 ? pages : pages.filter(({ name }) => asked.includes(name))
}

async function main(): Promise<void> {
  const browser = await chromium.launch(await findBrowser())
  try {
    const measured = await withSeededServer(null, async (url) => {
      const rows: Measured[] = []
      for (const page of chosenPages(await benchPages(url))) {
        rows.push(await measurePage(browser, url, page))
        console.log(`portline: measured ${page.name}`)
      }
      return rows
    })
    console.log(`figure / limit, median of ${RUNS}; CPU slowed 4 ×, 1.6 Mbit/s, 150 ms; ${ARRIVING} events arriving; * is over its limit`)
    console.log(
      "".padEnd(10) + ["JS kB gz", "CSS kB gz", "LCP ms", "CLS", "j/k ms", "fonts, others"].map((head) => head.padStart(16)).join(""),
    )
    for (const row of measured) console.log(rowOf(row))
  } finally {
    await browser.close()
  }
}

main().catch((error: unknown) => {
  console.error(`portline: ${error instanceof Error ? error.message : error}`)
  process.exit(1)
})
