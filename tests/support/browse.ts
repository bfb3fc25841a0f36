import { rm } from "node:fs/promises"
import AxeBuilder from "@axe-core/playwright"
import { expect, type Page, test } from "playwright/test"
import { newDataFolder } from "./data-folder.ts"
import { type Portline, startPortline } from "./portline.ts"
import { post } from "./webhook.ts"

let portline: Portline | null = null

/**
 * Gives a test file a Portline of its own on a new embedded database: what other files send is nowhere in it. To be
 * called once, before the file's own hooks. `env`: what is set for it beside the rest.
 */
export function withOwnPortline(env: Readonly<Record<string, string>> = {}): void {
  let folder = ""
  test.beforeAll(async () => {
    folder = await newDataFolder("browser")
    portline = await startPortline({ env: { ...env, DATA_DIR: folder } })
  })
  test.afterAll(async () => {
    await portline?.stop()
    await rm(folder, { recursive: true, force: true })
  })
}

/** The address of the file's Portline. */
export function baseUrl(): string {
  if (!portline) throw new Error("The file has no Portline: withOwnPortline() starts it before the first test.")
  return portline.url
}

/** The link that the file's Portline printed for the first admin. */
export function printedLink(): string {
  return /set-up\s+(\S+)/.exec(portline?.output() ?? "")?.[1] ?? ""
}

/** Opens a page, by its path or its whole address, and waits until it is live. */
export async function openLive(page: Page, path: string): Promise<void> {
  await page.goto(new URL(path, baseUrl()).href)
  await expect(page.getByText("Screen: Live")).toBeVisible({ timeout: 15_000 })
}

export async function send(body: Uint8Array, url = baseUrl()): Promise<void> {
  const answer = await post(url, body)
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`)
}

async function violationsOf(page: Page) {
  // While a page is told again its title may be on its way.
  await expect(page).toHaveTitle(/\S/)
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ["violations"] })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze()
  return violations
}

/** Every WCAG A and AA rule that axe knows. */
export async function expectAccessible(page: Page): Promise<void> {
  const looked = await violationsOf(page)
  // It may have been told again while axe looked: then it is looked at anew, once.
  const violations = looked.some(({ id }) => id === "document-title") ? await violationsOf(page) : looked
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`)).toEqual([])
}
