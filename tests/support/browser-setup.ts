import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { startPortline } from "./portline.ts"

/** One Portline on a new embedded database for all browser tests. */
export default async function setup(): Promise<() => Promise<void>> {
  const DATA_DIR = await mkdtemp(join(tmpdir(), "portline-browser-"))
  const portline = await startPortline({ env: { DATA_DIR } })
  process.env.PORTLINE_URL = portline.url
  return async () => {
    await portline.stop()
    await rm(DATA_DIR, { recursive: true, force: true })
  }
}
