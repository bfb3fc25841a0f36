import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { FullConfig } from "playwright/test"
import { startPortline } from "./portline.ts"

/** For each worker a Portline of its own on a new embedded database: no test file sees what another sends meanwhile. */
export default async function setup({ workers }: FullConfig): Promise<() => Promise<void>> {
  const running = await Promise.all(
    Array.from({ length: workers }, async () => {
      const folder = await mkdtemp(join(tmpdir(), "portline-browser-"))
      return { folder, portline: await startPortline({ env: { DATA_DIR: folder } }) }
    }),
  )
  process.env.PORTLINE_URLS = running.map(({ portline }) => portline.url).join(" ")
  return async () => {
    for (const { folder, portline } of running) {
      await portline.stop()
      await rm(folder, { recursive: true, force: true })
    }
  }
}
