import { spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { SERVER_ENV, SERVER_FLAGS } from "#lib/server-flags.mjs"

let root: string

/** Stands in for npm: it empties node_modules as `npm ci` does, and takes its time. */
const NPM = `#!/bin/sh
[ "$1" = ci ] || exit 0
echo begun >> installs
rm -rf node_modules
sleep \${NPM_TAKES:-0.4}
mkdir -p node_modules/.bin
ln -s "${process.execPath}" node_modules/.bin/node
echo ended >> installs
`

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "portline-setup-"))
  for (const folder of ["lib", "programs"]) mkdirSync(join(root, folder))
  for (const file of ["lib/bootstrap.mjs", "lib/run-child.mjs", "lib/server-flags.mjs", "lib/setup-lock.mjs"])
    copyFileSync(file, join(root, file))
  writeFileSync(join(root, "package-lock.json"), "{}")
  writeFileSync(join(root, "programs/npm"), NPM)
  chmodSync(join(root, "programs/npm"), 0o755)
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

async function install(hear: (text: string) => void = () => {}): Promise<{ readonly code: number | null }> {
  const env = { ...process.env, PATH: `${join(root, "programs")}:${process.env.PATH}` }
  const child = spawn(process.execPath, ["lib/bootstrap.mjs", "install"], { cwd: root, env, stdio: ["ignore", "ignore", "pipe"] })
  child.stderr.on("data", (chunk) => hear(String(chunk)))
  const [code] = await once(child, "close")
  return { code }
}

const installs = (): string => (existsSync(join(root, "installs")) ? readFileSync(join(root, "installs"), "utf8") : "")
const lock = (): string => join(root, ".setup-lock")

test("of several commands begun together on a fresh machine one installs, and the others wait for it", async () => {
  const ended = await Promise.all([install(), install(), install()])
  expect(ended.map(({ code }) => code)).toEqual([0, 0, 0])
  expect(installs()).toBe("begun\nended\n")
  expect(existsSync(lock())).toBe(false)
})

test("while another command is setting up a command says so, and goes on once that has ended", async () => {
  writeFileSync(lock(), String(process.pid))
  let told = ""
  const ended = install((text) => {
    told += text
    if (text.includes("waiting for another command that is setting up")) rmSync(lock())
  })
  expect((await ended).code).toBe(0)
  expect(told).toContain(lock())
  expect(installs()).toBe("begun\nended\n")
})

test("a command that is stopped while it installs takes what installs along, and the next one goes on", async () => {
  const env = { ...process.env, NPM_TAKES: "3", PATH: `${join(root, "programs")}:${process.env.PATH}` }
  const child = spawn(process.execPath, ["lib/bootstrap.mjs", "install"], { cwd: root, env, stdio: "ignore" })
  await expect.poll(installs, { timeout: 10_000 }).toBe("begun\n")
  child.kill("SIGTERM")
  expect(await once(child, "exit")).toEqual([143, null])
  expect(existsSync(lock())).toBe(false)
  await new Promise((resolve) => setTimeout(resolve, 3_200))
  expect(installs()).toBe("begun\n")
  expect((await install()).code).toBe(0)
  expect(installs()).toBe("begun\nbegun\nended\n")
})

test.each([
  ["was killed", () => String(spawnSync(process.execPath, ["-e", ""]).pid)],
  ["was killed, and another process has its number since", () => `${process.pid} 1`],
])("a command that %s while it installed keeps nobody waiting", async (_what, holder) => {
  writeFileSync(lock(), holder())
  expect((await install()).code).toBe(0)
  expect(installs()).toBe("begun\nended\n")
  expect(existsSync(lock())).toBe(false)
})

test("what the first step of the image needs is copied before it runs", () => {
  const imported = [...readFileSync("lib/bootstrap.mjs", "utf8").matchAll(/ from "\.\/([^"]+)"/g)].map(([, name]) => `lib/${name}`)
  const before = readFileSync("Dockerfile", "utf8").split("RUN ", 1)[0] ?? ""
  expect(imported.length).toBeGreaterThan(0)
  for (const name of ["lib/bootstrap.mjs", ...imported]) expect(before).toContain(` ${name} `)
})

test("containers and units run the server as npm start does", () => {
  const command = [...SERVER_FLAGS, "lib/server.ts"]
  const settings = Object.entries(SERVER_ENV).map(([name, value]) => `${name}=${value}`)
  const dockerfile = readFileSync("Dockerfile", "utf8")
  expect(dockerfile).toContain(command.map((part) => JSON.stringify(part)).join(", "))
  const unit = readFileSync("docs/systemd/portline.service", "utf8")
  expect(unit).toContain(command.join(" "))
  for (const setting of settings) for (const text of [dockerfile, unit]) expect(text).toContain(` ${setting} `)
})
