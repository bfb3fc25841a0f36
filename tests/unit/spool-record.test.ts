import { mkdtemp, open, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { encodeRecord, findRecordEnds, MAGIC, readRecords, type SpoolChunk } from "#lib/db/spool-record.ts"

const BODIES = ["{}", "a longer body with \u0000 in it", ""].map((text) => Buffer.from(text))
const RECORDS = BODIES.map((body, index) => encodeRecord({ id: String(index), text: "é" }, body))
const WHOLE = Buffer.concat([MAGIC, ...RECORDS])
const MOST = { records: 100, bytes: 1_000_000 }

let folder: string
let file: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "portline-records-"))
  file = join(folder, "one.spool")
})
afterAll(() => rm(folder, { recursive: true }))

async function readBack(bytes: Uint8Array, from = MAGIC.length, most = MOST): Promise<SpoolChunk & { readonly counted: number }> {
  await writeFile(file, bytes)
  const handle = await open(file, "r")
  try {
    return { ...(await readRecords(handle, from, most)), counted: (await findRecordEnds(handle, from)).length }
  } finally {
    await handle.close()
  }
}

const endOf = (count: number): number => MAGIC.length + RECORDS.slice(0, count).reduce((sum, { length }) => sum + length, 0)

describe("a file of the spool", () => {
  test("gives back what was written, byte for byte", async () => {
    const { records, state, end, counted } = await readBack(WHOLE)
    expect(records.map(({ raw }) => raw.toString())).toEqual(BODIES.map(String))
    expect(records.map(({ head }) => head)).toEqual(BODIES.map((_, index) => ({ id: String(index), text: "é" })))
    expect({ state, end, counted }).toEqual({ state: "end", end: WHOLE.length, counted: 3 })
  })

  test("is read in pieces, each from where the last ended", async () => {
    const first = await readBack(WHOLE, MAGIC.length, { records: 1, bytes: MOST.bytes })
    expect(first).toMatchObject({ state: "more", end: endOf(1) })
    const rest = await readBack(WHOLE, first.end, { records: 100, bytes: 1 })
    expect(rest.records.map(({ start }) => start)).toEqual([endOf(1)])
  })

  test("row 5: cut at any byte, it loses the record that was cut and no other", async () => {
    for (let length = MAGIC.length; length < WHOLE.length; length++) {
      const whole = [0, 1, 2].filter((count) => endOf(count) <= length).length - 1
      const { records, state, end, counted } = await readBack(WHOLE.subarray(0, length))
      expect([length, records.length, counted, end]).toEqual([length, whole, whole, endOf(whole)])
      expect(state).toBe(length === endOf(whole) ? "end" : "torn")
    }
  })

  test("row 5: with any byte damaged, it is read up to there and says where", async () => {
    for (let at = MAGIC.length; at < WHOLE.length; at++) {
      const damaged = Buffer.from(WHOLE)
      damaged[at] = (damaged[at] ?? 0) ^ 0x20
      const before = [1, 2, 3].filter((count) => endOf(count) <= at).length
      expect([at, await readBack(damaged)]).toMatchObject([at, { state: "damaged", end: endOf(before), records: { length: before } }])
    }
  })

  test("what the file system had not filled yet when the power went counts as cut off", async () => {
    const { records, state } = await readBack(Buffer.concat([WHOLE, Buffer.alloc(5_000)]))
    expect([records.length, state]).toEqual([3, "torn"])
  })
})
