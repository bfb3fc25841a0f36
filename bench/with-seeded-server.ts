import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { WEBHOOK_PATH } from "#lib/contract.ts"
import { demoWorld } from "#prisma/demo-world.ts"
import { postBodies } from "#prisma/post-bodies.ts"
import { endDatabase } from "./end-database.ts"
import { startBenchServer } from "./start-bench-server.ts"

const ORDERS = 300
const SEED = 1

/** A production server of its own with a demo world in it, while `work` runs; `clock`: the moment at which its time begins. */
export async function withSeededServer<Result>(clock: Date | null, work: (url: string) => Promise<Result>): Promise<Result> {
  const dataDir = mkdtempSync(join(tmpdir(), "portline-pages-"))
  try {
    const server = await startBenchServer({ dataDir, publicKey: null, frontDoor: true, clock })
    try {
      const url = `http://127.0.0.1:${server.port}`
      const world = demoWorld({ seed: SEED, count: ORDERS, now: clock ?? new Date() })
      const posted = await postBodies(new URL(WEBHOOK_PATH, url), world, () => ({}))
      if (posted.stopped ?? posted.firstRefusal) throw new Error(`the demo world was not taken: ${posted.stopped ?? posted.firstRefusal}`)
      return await work(url)
    } finally {
      await server.stop()
    }
  } finally {
    await endDatabase(dataDir)
    rmSync(dataDir, { recursive: true, force: true })
  }
}
