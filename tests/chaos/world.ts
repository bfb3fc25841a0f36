import { mkdtempSync } from "node:fs"
import { rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { type ClusterProcesses, clusterProcesses } from "#prisma/cluster-processes.ts"
import { startEmbedded } from "#prisma/embedded.ts"
import { freePort } from "#prisma/free-port.ts"
import { embeddedServer } from "../support/embedded-server.ts"
import { type Relay, startRelay } from "../support/relay.ts"
import { mountSmallDisk, type SmallDisk, whyNoSmallDisk } from "../support/small-disk.ts"
import { type Product, startProduct } from "./product.ts"
import { type Sender, startSender } from "./sender.ts"

/** Portline's own database in its data folder, or one of the operator's, which it reaches through a relay. */
export type Kind = "embedded" | "external"

/** A Portline under load, and its database. */
export type World = {
  readonly kind: Kind
  readonly port: number
  /** How many server processes there are. */
  readonly workers: number
  readonly dataDir: string
  /** The database's folder. */
  readonly cluster: string
  /** Null where the database is the embedded one. */
  readonly relay: Relay | null
  /** Null where the database is the operator's, or nothing may be mounted. */
  readonly disks: { readonly database: SmallDisk; readonly spool: SmallDisk } | null
  readonly sender: Sender
  /** Where everything that it printed is. */
  readonly log: string
  readonly product: () => Product
  /** Starts it again, once it was killed or ended. */
  readonly start: () => void
  /** The database's address as it is just now, past the relay. */
  readonly databaseUrl: () => string
  readonly postgres: () => ClusterProcesses
  /** Ends everything, and removes the folders. */
  readonly stop: () => Promise<void>
}

export type WorldSetup = {
  readonly kind: Kind
  readonly seed: number
  readonly rate: number
  readonly workers: number
  readonly minutes: number
}

type Database = { readonly folder: string } & Pick<World, "relay" | "disks"> & { readonly stop: () => Promise<void> }

/** Room for a database without a webhook, and for what each webhook takes in it. */
const EMPTY_MB = 400
const WEBHOOK_MB = 0.003
const SPOOL_MB = 320

/** The folders of the embedded database and of the spool on small disks of their own; null where none may be mounted. */
async function mountDisks(dataDir: string, { rate, minutes }: WorldSetup): Promise<World["disks"]> {
  if (whyNoSmallDisk() !== null) return null
  await (await startEmbedded(dataDir)).stop()
  const database = mountSmallDisk(join(dataDir, "postgres"), Math.ceil(EMPTY_MB + rate * minutes * 60 * WEBHOOK_MB))
  return { database, spool: mountSmallDisk(join(dataDir, "spool"), SPOOL_MB) }
}

async function startDatabase(dataDir: string, setup: WorldSetup): Promise<Database> {
  if (setup.kind === "embedded") {
    const disks = await mountDisks(dataDir, setup)
    const stop = async (): Promise<void> => {
      disks?.database.unmount()
      disks?.spool.unmount()
    }
    return { folder: dataDir, relay: null, disks, stop }
  }
  const folder = mkdtempSync(join(tmpdir(), "portline-chaos-database-"))
  const server = await startEmbedded(folder)
  const relay = await startRelay(server.url)
  const stop = async (): Promise<void> => {
    await relay.stop()
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
  return { folder, relay, disks: null, stop }
}

/** Starts a Portline that is built, and sends to it as soon as it answers. */
export async function startWorld(setup: WorldSetup): Promise<World> {
  const { kind, seed, rate, workers } = setup
  const [dataDir, port] = [mkdtempSync(join(tmpdir(), "portline-chaos-")), await freePort()]
  const database = await startDatabase(dataDir, setup)
  const log = `${dataDir}.log`
  const sender = startSender({ port, seed, rate })
  const where: Record<string, string> = database.relay ? { DATABASE_URL: database.relay.url } : {}
  const own = {
    HOST: "127.0.0.1",
    AUTH: "none",
    PORT: String(port),
    DATA_DIR: dataDir,
    WORKERS: String(workers),
    TELNYX_PUBLIC_KEY: sender.publicKey,
  }
  const start = (): Product => startProduct({ ...own, ...where }, log)
  let product = start()
  const cluster = join(database.folder, "postgres")
  return {
    kind,
    port,
    workers,
    dataDir,
    cluster,
    relay: database.relay,
    disks: database.disks,
    sender,
    log,
    product: () => product,
    start: () => {
      product = start()
    },
    databaseUrl: () => embeddedServer(database.folder).url,
    postgres: () => clusterProcesses(cluster),
    stop: async () => {
      await product.end()
      await database.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
