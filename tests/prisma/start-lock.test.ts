import { existsSync } from "node:fs"
import { mkdtemp, readFile, rm, utimes, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { afterAll, beforeAll, expect, test } from "vitest"
import { withStartLock } from "#prisma/start-lock.ts"

let folder: string
let file: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "portline-lock-"))
  file = join(folder, "lock")
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const taken = async (): Promise<string> => "taken"

test("one holds it at a time, and nothing of it is left", async () => {
  let holders = 0
  let most = 0
  const hold = async (): Promise<void> => {
    holders++
    most = Math.max(most, holders)
    await sleep(5)
    holders--
  }
  await Promise.all(Array.from({ length: 8 }, () => withStartLock({ file }, hold)))
  expect([most, existsSync(file)]).toEqual([1, false])
})

test("a dead process's lock is taken over", async () => {
  await writeFile(file, "4194303")
  expect(await withStartLock({ file }, taken)).toBe("taken")
})

test("so is one whose pid another process has got since", async () => {
  const own = await withStartLock({ file }, () => readFile(file, "utf8"))
  const [pid, startedAt, boot] = own.split(" ")
  await writeFile(file, `${pid} ${Number(startedAt) - 1} ${boot}`)
  expect(await withStartLock({ file }, taken)).toBe("taken")
})

test("so is one that its maker was killed before it could write", async () => {
  await writeFile(file, "")
  await utimes(file, 0, 0)
  expect(await withStartLock({ file }, taken)).toBe("taken")
})

test("a living one's is waited for, with patience, or until told to stop", async () => {
  await withStartLock({ file }, async () => {
    await expect(withStartLock({ file, patienceMs: 100 }, taken)).rejects.toThrow(`Another process (${process.pid}) holds`)
    await expect(withStartLock({ file, signal: AbortSignal.timeout(100) }, taken)).rejects.toThrow("aborted")
  })
})
