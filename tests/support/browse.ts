import AxeBuilder from "@axe-core/playwright"
import { expect, type Page } from "playwright/test"
import { post } from "./webhook.ts"

/** The address of this worker's Portline. */
export function baseUrl(): string {
  const url = process.env.PORTLINE_URLS?.split(" ")[Number(process.env.TEST_PARALLEL_INDEX ?? 0)]
  if (!url) throw new Error("The browser tests' setup starts Portline and sets PORTLINE_URLS.")
  return url
}

/** Opens a page, by its path or its whole address, and waits until it is live. */
export async function openLive(page: Page, path: string): Promise<void> {
  await page.goto(new URL(path, baseUrl()).href)
  await expect(page.getByText("Screen: Live")).toBeVisible()
}

export async function send(body: Uint8Array, url = baseUrl()): Promise<void> {
  const answer = await post(url, body)
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`)
}

/** Every WCAG A and AA rule that axe knows. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ["violations"] })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`)).toEqual([])
}
