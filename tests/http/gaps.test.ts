import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { GapJson } from "#lib/contract.ts"
import { closeDb } from "#lib/db/client.ts"
import { flushGaps, noteGap } from "#lib/db/gaps.ts"
import { announce } from "#lib/env.ts"
import { gapListSchema, gapSchema } from "#lib/schemas/pen.ts"
import { createDatabase } from "../support/database.ts"
import { type Portline, startPortline } from "../support/portline.ts"
import { type Relay, startRelay } from "../support/relay.ts"
import { sentStatus } from "../support/sent.ts"
import { type Answer, get, post } from "../support/webhook.ts"

const NOON = Date.parse("2026-03-01T12:00:00Z")
const MINUTE_MS = 60_000

let portline: Portline
let relay: Relay

/** This process notes gaps as a server's does, and writes them down where the server reads them. */
beforeAll(async () => {
  const database = await createDatabase()
  relay = await startRelay(database)
  portline = await startPortline({ env: { DATABASE_URL: database } })
  announce({ databaseUrl: relay.url })
})
afterAll(async () => {
  await portline.stop()
  await closeDb()
  await relay.stop()
})

async function gaps(query = ""): Promise<GapJson[]> {
  const { json } = await get(portline.url, `/api/gaps${query}`)
  expect(gapListSchema.parse(json)).toEqual(json)
  return json.data as GapJson[]
}

const ofReason = async (reason: string): Promise<GapJson[]> => (await gaps("?limit=200")).filter((gap) => gap.reason === reason)
const spans = (found: readonly GapJson[]): string[] =>
  found.map(({ from, to, refused }) => `${from.slice(11, 19)}–${to.slice(11, 19)} ${refused}`)

const close = (
  id: string,
  headers: Record<string, string> = { origin: portline.url, "content-type": "application/json" },
): Promise<Answer> => get(portline.url, `/api/gaps/${id}/close`, { method: "POST", headers })

describe("what is refused and kept nowhere", () => {
  test("is one gap while it goes on, and another after a minute of quiet, however it is written down", async () => {
    for (const [minutes, count] of [
      [0, 1],
      [0.5, 2],
      [1.4, 3],
    ] as const)
      noteGap({ reason: "spool_failed", count, at: NOON + minutes * MINUTE_MS })
    await flushGaps()
    expect(spans(await ofReason("spool_failed"))).toEqual(["12:00:00–12:01:24 6"])
    noteGap({ reason: "spool_failed", at: NOON + 2.2 * MINUTE_MS })
    noteGap({ reason: "spool_failed", at: NOON + 5 * MINUTE_MS })
    noteGap({ reason: "spool_failed", at: NOON - 0.5 * MINUTE_MS })
    await flushGaps()
    expect(spans(await ofReason("spool_failed"))).toEqual(["12:05:00–12:05:00 1", "11:59:30–12:02:12 8"])
  })

  test("is apart from what was refused for another reason", async () => {
    noteGap({ reason: "pen_full", at: NOON })
    await flushGaps()
    expect(spans(await ofReason("pen_full"))).toEqual(["12:00:00–12:00:00 1"])
    expect((await get(portline.url, "/api/stats")).json.gaps).toBe(3)
  })

  test("is written down once the database is back", async () => {
    relay.fail({ afterBytes: 0, deed: "cut" })
    noteGap({ reason: "pen_failed", count: 4, at: NOON })
    await flushGaps()
    noteGap({ reason: "pen_failed", count: 5, at: NOON + 1_000 })
    relay.heal()
    await expect.poll(() => ofReason("pen_failed").then(spans), { timeout: 20_000 }).toEqual(["12:00:00–12:00:01 9"])
  })

  test.each(["SIGTERM", "SIGKILL"] as const)("is known after %s, though the database was away until then", async (signal) => {
    const [database, DATA_DIR] = [await createDatabase(), await mkdtemp(join(tmpdir(), "portline-gaps-"))]
    const away = await startRelay(database)
    const dying = await startPortline({ env: { DATABASE_URL: away.url, DATA_DIR } })
    // Where the spool's folder is to be there is a file: the disk takes none either.
    await rm(join(DATA_DIR, "spool"), { recursive: true })
    await writeFile(join(DATA_DIR, "spool"), "")
    away.fail({ afterBytes: 0, deed: "cut" })
    expect((await post(dying.url, sentStatus("draft"))).status).toBe(503)
    await expect.poll(async () => (await readdir(DATA_DIR)).filter((name) => name.startsWith("gaps-")), { timeout: 10_000 }).toHaveLength(1)
    await dying.stop(signal)
    await away.stop()
    await rm(join(DATA_DIR, "spool"))
    const next = await startPortline({ env: { DATABASE_URL: database, DATA_DIR } })
    const found = async (): Promise<unknown> => (await get(next.url, "/api/gaps")).json.data
    await expect.poll(found, { timeout: 10_000 }).toMatchObject([{ reason: "spool_failed", refused: 1 }])
    await expect.poll(async () => (await readdir(DATA_DIR)).filter((name) => name.startsWith("gaps-"))).toEqual([])
    await next.stop()
    await rm(DATA_DIR, { recursive: true, force: true })
  })

  test("of more than 1 MiB", async () => {
    expect((await post(portline.url, Buffer.alloc(1024 * 1024 + 1, "x"))).status).toBe(413)
    await expect.poll(() => ofReason("too_large").then((found) => found.map(({ refused }) => refused)), { timeout: 5_000 }).toEqual([1])
  })

  test("is listed newest first, page by page", async () => {
    const all = await gaps()
    const { json } = await get(portline.url, "/api/gaps?limit=1")
    const second = await get(portline.url, `/api/gaps?limit=1&cursor=${json.next_cursor}`)
    expect([...(json.data as GapJson[]), ...(second.json.data as GapJson[])]).toEqual(all.slice(0, 2))
    expect((await get(portline.url, "/api/gaps?cursor=x")).status).toBe(400)
    expect((await get(portline.url, "/api/gaps?limit=0")).status).toBe(400)
    const [question, , id] = JSON.parse(Buffer.from(String(json.next_cursor), "base64url").toString())
    for (const time of ["2099-01-01T00:00:00+20:00", `2099-01-01T00:00:00.${"1".repeat(400)}Z`]) {
      const odd = Buffer.from(JSON.stringify([question, time, id])).toString("base64url")
      expect((await get(portline.url, `/api/gaps?cursor=${odd}`)).status).toBe(200)
    }
  })
})

describe("a gap", () => {
  test("is closed once, and what is refused from then on is another", async () => {
    noteGap({ reason: "closing", at: NOON })
    await flushGaps()
    const [gap] = await ofReason("closing")
    const open = (await get(portline.url, "/api/stats")).json.gaps
    const first = await close(gap?.id ?? "")
    expect(gapSchema.parse(first.json)).toEqual(first.json)
    expect(first.json.data).toEqual({ ...gap, closed_at: expect.any(String) })
    expect((await close(gap?.id ?? "")).json).toEqual(first.json)
    expect((await get(portline.url, "/api/stats")).json.gaps).toBe(Number(open) - 1)
    noteGap({ reason: "closing", at: NOON + 1_000 })
    await flushGaps()
    expect(spans(await ofReason("closing"))).toEqual(["12:00:01–12:00:01 1", "12:00:00–12:00:00 1"])
  })

  test("is closed by a form, which leads back to its page", async () => {
    noteGap({ reason: "form", at: NOON })
    await flushGaps()
    const [gap] = await ofReason("form")
    const form = { origin: portline.url, "content-type": "application/x-www-form-urlencoded", referer: `${portline.url}/events/pen` }
    const answer = await close(gap?.id ?? "", form)
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/events/pen"])
    expect((await ofReason("form"))[0]?.closed_at).not.toBeNull()
  })

  test("that there is not cannot be closed, nor any from elsewhere or by another content type", async () => {
    const id = (await gaps())[0]?.id ?? ""
    for (const none of ["00000000-0000-4000-8000-000000000000", "nothing"]) expect((await close(none)).status).toBe(404)
    expect((await close(id, { origin: "https://example.com", "content-type": "application/json" })).status).toBe(403)
    expect((await close(id, { origin: portline.url, "content-type": "text/plain" })).status).toBe(415)
    expect((await get(portline.url, `/api/gaps/${id}/close`)).status).toBe(405)
  })
})
