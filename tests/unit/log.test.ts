import { spawnSync } from "node:child_process"
import { join } from "node:path"
import { expect, test } from "vitest"

/** What a process of its own logs, its console taken over. */
function logged(code: string, level = "debug"): Record<string, unknown>[] {
  const program = `
    import { inRequest, log, outsideRequests, startLogging } from "./lib/log.ts"
    startLogging({ level: ${JSON.stringify(level)}, console: true })
    ${code}`
  const root = join(import.meta.dirname, "../..")
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module-typescript", "-e", program], { cwd: root, encoding: "utf8" })
  expect(stderr).toBe("")
  return stdout
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line))
}

test("an entry is one line of JSON: level, time, process, words, whatever stands in them", () => {
  const [entry, ...more] = logged(String.raw`log.warn({ file: "a\nb\u001b[31m" }, "one\ntwo")`)
  expect(more).toEqual([])
  expect(entry).toEqual({
    level: "warn",
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    pid: expect.any(Number),
    file: "a\nb\u001b[31m",
    msg: "one\ntwo",
  })
})

test("what is below the level is left out", () => {
  expect(logged('log.debug("no"); log.info("yes"); console.debug("no")', "info")).toMatchObject([{ msg: "yes" }])
})

test("an entry has the id of its request, also after a wait; what serves many has none", () => {
  const entries = logged(`
    await inRequest("r-1", async () => {
      await new Promise((resolve) => setTimeout(resolve, 1))
      log.info("own")
      outsideRequests(() => log.info("shared"))
    })
    log.info("none")`)
  expect(entries.map(({ msg, request }) => [msg, request])).toEqual([
    ["own", "r-1"],
    ["shared", undefined],
    ["none", undefined],
  ])
})

test("of an error stand its kind, its last line and where it was thrown, and its cause's; what the rest may quote does not", () => {
  const [entry] = logged(String.raw`
    const cause = new TypeError("first\nINSERT 'the body'\nduplicate key")
    const err = Object.assign(new Error("The row (the body):\nit failed", { cause }), { meta: { row: "the body" } })
    log.error({ err }, "Not kept.")`)
  expect(entry).toMatchObject({
    err: {
      type: "Error",
      message: "it failed",
      at: expect.arrayContaining([expect.any(String)]),
      cause: { type: "TypeError", message: "duplicate key" },
    },
  })
  expect(JSON.stringify(entry)).not.toContain("the body")
})

test("no password in an address is shown, wherever it stands", () => {
  const text = JSON.stringify(
    logged(`
      const url = "postgresql://ports:s3cr3t-p%40ss@db.example:5432/ports?a=b"
      log.error({ url, err: new Error("no answer from " + url) }, "tried " + url)
      console.error("also", url, { url })`),
  )
  expect(text).not.toContain("s3cr3t")
  expect(text.split("postgresql://ports:***@db.example:5432/ports?a=b")).toHaveLength(6)
})

test("a long word costs a line no more than a short one", () => {
  expect(logged(`log.info({ word: "a".repeat(1_000_000) }, "Long.")`)).toMatchObject([{ msg: "Long." }])
})

test("what others print becomes an entry: colours and our prefix go, an error is told like any other", () => {
  const entries = logged(String.raw`
    console.log("portline: waiting for %s", "it")
    console.warn("\u001b[33mcareful\u001b[39m")
    console.error(" ⨯", new RangeError("too far"))
    console.error(new Error("alone"))`)
  expect(entries).toMatchObject([
    { level: "info", msg: "waiting for it" },
    { level: "warn", msg: "careful" },
    { level: "error", msg: "⨯", err: { type: "RangeError", message: "too far" } },
    { level: "error", msg: "alone", err: { type: "Error" } },
  ])
})
