import { existsSync } from "node:fs"
import { chromium } from "playwright"

/** What Playwright launches. */
export type Browser = { readonly executablePath: string; readonly args: string[]; readonly env: Record<string, string> }

const SYSTEM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable"]
/** A browser in a closed network must not spend its time on looking for updates. */
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
]

/**
 * The Chromium that ships as an npm package, with the libraries that it brings for machines without any: it
 * unpacks those only where it believes to run on a certain cloud, so it is told so while it is loaded.
 */
async function unpackShipped(): Promise<Browser> {
  const before = { ...process.env }
  process.env.AWS_EXECUTION_ENV = "AWS_Lambda_nodejs22.x"
  const { default: shipped } = await import("@sparticuz/chromium")
  const executablePath = await shipped.executablePath()
  const { LD_LIBRARY_PATH = "", FONTCONFIG_PATH = "" } = process.env
  process.env = before
  return { executablePath, args: QUIET, env: { ...definedEnv(), LD_LIBRARY_PATH, FONTCONFIG_PATH } }
}

function definedEnv(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined))
}

/** A Chromium: Playwright's own download, one of the system's, else the one that ships as a package. */
export async function findBrowser({ shippedOnly = false } = {}): Promise<Browser> {
  const installed = shippedOnly ? undefined : [chromium.executablePath(), ...SYSTEM].find((path) => existsSync(path))
  return installed ? { executablePath: installed, args: QUIET, env: definedEnv() } : unpackShipped()
}
