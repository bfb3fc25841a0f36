import { defineConfig } from "playwright/test"
import { findBrowser } from "./support/browser.ts"

const launchOptions = await findBrowser()

export default defineConfig({
  testDir: "e2e",
  testMatch: "*.test.ts",
  globalSetup: "./support/browser-setup.ts",
  outputDir: "../test-results",
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 5_000 },
  use: { browserName: "chromium", locale: "en-GB", timezoneId: "Europe/Berlin", launchOptions, screenshot: "only-on-failure" },
})
