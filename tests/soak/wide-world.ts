import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { startEmbedded } from "#prisma/embedded.ts"
import { type Pooler, startPooler, whyNoPooler } from "../support/pooler.ts"
import { type Portline, startPortline } from "../support/portline.ts"
import { type Replica, startReplica } from "../support/replica.ts"

/** Two Portlines on one database: they read from its replica, and reach it by a transaction pooler where there is one. */
export type WideWorld = {
  readonly databaseUrl: string
  readonly instances: readonly [Portline, Portline]
  /** What of it could not be had here. */
  readonly without: readonly string[]
  readonly stop: () => Promise<void>
}

export async function startWideWorld(): Promise<WideWorld> {
  const folder = mkdtempSync(join(tmpdir(), "portline-wide-"))
  const ends: (() => Promise<unknown>)[] = [async () => rmSync(folder, { recursive: true, force: true })]
  const stop = async (): Promise<void> => {
    for (const end of ends.splice(0).reverse()) await end()
  }
  try {
    const dataDir = join(folder, "primary")
    const primary = await startEmbedded(dataDir)
    ends.push(primary.stop)
    const replica: Replica = await startReplica(dataDir, join(folder, "replica"))
    ends.push(replica.kill)
    const noPooler = whyNoPooler()
    const pooler: Pooler | null = noPooler === null ? await startPooler(primary.url, { connections: 12 }) : null
    if (pooler) ends.push(pooler.stop)
    const address: Record<string, string> = pooler
      ? { DATABASE_URL: pooler.url, DIRECT_DATABASE_URL: primary.url }
      : { DATABASE_URL: primary.url }
    const start = async (name: string): Promise<Portline> => {
      const instance = await startPortline({ env: { ...address, READ_DATABASE_URL: replica.url, DATA_DIR: join(folder, name) } })
      ends.push(() => instance.stop())
      return instance
    }
    const instances = [await start("one"), await start("other")] as const
    return { databaseUrl: primary.url, instances: [...instances], without: noPooler === null ? [] : [noPooler], stop }
  } catch (error) {
    await stop()
    throw error
  }
}
