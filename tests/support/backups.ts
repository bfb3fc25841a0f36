import { createHash } from "node:crypto"
import { readFile, writeFile } from "node:fs/promises"
import { gunzipSync, gzipSync } from "node:zlib"
import pg from "pg"
import type { OrderListJson } from "#lib/contract.ts"
import type { Portline } from "./portline.ts"
import { get } from "./webhook.ts"

type Manifest = Record<string, { rows: number; sha256: string }>

/** The lines of a backup, the last of them the manifest. */
export async function linesOf(file: string): Promise<string[]> {
  return gunzipSync(await readFile(file))
    .toString()
    .trimEnd()
    .split("\n")
}

/** What a backup holds, whenever and in whatever order its rows were read. */
export async function contentOf(file: string): Promise<string[]> {
  return (await linesOf(file)).slice(1, -1).toSorted()
}

/** Writes lines as a backup whose manifest is right. */
export async function writeBackup(file: string, lines: readonly string[]): Promise<void> {
  const manifest: Manifest = {}
  let current = ""
  let hash = createHash("sha256")
  for (const line of lines.slice(1, -1)) {
    if (line.startsWith('{"portline":')) {
      current = JSON.parse(line).name
      hash = createHash("sha256")
      manifest[current] = { rows: -1, sha256: "" }
    }
    hash.update(`${line}\n`)
    manifest[current] = { rows: (manifest[current]?.rows ?? -1) + 1, sha256: hash.copy().digest("hex") }
  }
  await writeLines(file, [...lines.slice(0, -1), JSON.stringify({ portline: "end", tables: manifest })])
}

export async function writeLines(file: string, lines: readonly string[]): Promise<void> {
  await writeFile(file, gzipSync(`${lines.join("\n")}\n`))
}

export async function queryRows<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(sql)).rows
  } finally {
    await client.end()
  }
}

/** All orders as the API gives them; when a row changed here is this database's own. */
export async function ordersOf({ url }: Portline): Promise<object[]> {
  const { json } = await get(url, "/api/orders?limit=200&deleted=true&placeholder=true&sort=support_key")
  return (json as unknown as OrderListJson).data.map(({ updated_at: _, ...order }) => order)
}
