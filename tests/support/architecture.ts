import { dirname, join } from "node:path/posix"

export type SourceFile = { readonly path: string; readonly text: string }
export type Violation = {
  readonly rule: "imports" | "cycle" | "name" | "environment" | "clock" | "client" | "default" | "types" | "viewer"
  readonly path: string
  readonly detail: string
}

/** The files of lib/intake that may know neither database nor environment. */
const PURE_INTAKE = ["json-text", "content-hash", "telnyx-schema", "read-payload", "parse-event", "verify-signature", "receipt", "batch"]

type Room = { readonly name: string; readonly holds: (path: string) => boolean; readonly mayImport: readonly string[] }

const inside = (folder: string) => (path: string) => path.startsWith(`${folder}/`)
const exactly = (file: string) => (path: string) => path === file
const isPureIntake = (path: string): boolean => PURE_INTAKE.some((name) => path === `lib/intake/${name}.ts`)
const isEnv = (path: string): boolean => ["lib/env.ts", "lib/read-address.ts", "lib/read-env.ts", "lib/variables.ts"].includes(path)
/** What `npm start` runs, and the parts it is put together from. */
const isServer = (path: string): boolean =>
  [
    "server",
    "catch-up",
    "client-address",
    "front-door",
    "gather-metrics",
    "guard-page",
    "keep-counts",
    "method-refusal",
    "name-request",
    "node-server",
    "page-turns",
    "plain-path",
    "repeating",
    "request-target",
    "retention",
    "send-answer",
    "serve",
    "tell-operator",
    "unready",
    "workers",
  ].some((name) => path === `lib/${name}.ts`)
const QUERY_IMPORTS = ["lib/db", "lib/porting", "lib/access", "lib/contract", "lib/log", "lib/metrics", "zod"]

/**
 * The rooms, the first that fits a file being its own, and what each may import besides itself: rooms, packages
 * by name, `node` for Node's own modules, `react` and `next` for all of theirs.
 */
const ROOMS: readonly Room[] = [
  { name: "lib/porting", holds: inside("lib/porting"), mayImport: [] },
  { name: "lib/format", holds: inside("lib/format"), mayImport: ["lib/porting", "lib/contract"] },
  {
    name: "lib/contract",
    holds: (path) => path === "lib/contract.ts" || path.startsWith("lib/contract/"),
    mayImport: ["lib/porting"],
  },
  { name: "lib/intake (pure)", holds: isPureIntake, mayImport: ["lib/porting", "zod", "node"] },
  {
    name: "lib/intake",
    holds: inside("lib/intake"),
    mayImport: ["lib/intake (pure)", "lib/porting", "lib/db", "lib/env", "lib/log", "lib/metrics", "zod", "node"],
  },
  { name: "lib/queries", holds: inside("lib/queries"), mayImport: [...QUERY_IMPORTS, "node"] },
  {
    name: "lib/commands",
    holds: inside("lib/commands"),
    mayImport: [...QUERY_IMPORTS, "lib/intake", "lib/intake (pure)", "lib/schemas", "node"],
  },
  { name: "lib/client", holds: inside("lib/client"), mayImport: ["lib/contract", "lib/format", "swr", "react", "next"] },
  { name: "lib/schemas", holds: inside("lib/schemas"), mayImport: ["lib/porting", "lib/contract", "zod", "zod-openapi"] },
  {
    name: "lib/access",
    holds: inside("lib/access"),
    mayImport: ["lib/db", "lib/env", "lib/contract", "lib/live", "lib/metrics", "openid-client", "next", "react", "node"],
  },
  { name: "lib/live", holds: inside("lib/live"), mayImport: ["lib/db", "lib/env", "lib/log", "pg", "node"] },
  { name: "lib/telnyx", holds: inside("lib/telnyx"), mayImport: ["lib/db", "lib/env", "lib/intake", "telnyx", "node"] },
  {
    name: "lib/db",
    holds: inside("lib/db"),
    mayImport: ["lib/env", "lib/log", "lib/metrics", "lib/porting", "@prisma/adapter-pg", "pg", "node"],
  },
  { name: "lib/log", holds: exactly("lib/log.ts"), mayImport: ["pino", "node"] },
  { name: "lib/metrics", holds: exactly("lib/metrics.ts"), mayImport: ["prom-client"] },
  { name: "lib/env", holds: isEnv, mayImport: ["node"] },
  {
    name: "lib/http",
    holds: (path) => ["download", "http", "page-status", "webhook-answer"].some((name) => path === `lib/${name}.ts`),
    mayImport: ["lib/contract", "lib/log", "node"],
  },
  { name: "lib/server", holds: isServer, mayImport: ["*"] },
  { name: "prisma", holds: inside("prisma"), mayImport: ["*"] },
  {
    name: "components",
    holds: inside("components"),
    mayImport: [
      "lib/porting",
      "lib/format",
      "lib/contract",
      "lib/client",
      "react",
      "next",
      "lucide-react",
      "@dagrejs/dagre",
      "@base-ui/react",
    ],
  },
  {
    name: "webhook route",
    holds: exactly("app/api/webhooks/telnyx/route.ts"),
    mayImport: ["lib/intake", "lib/http", "lib/contract"],
  },
  {
    name: "app",
    holds: inside("app"),
    mayImport: [
      "lib/queries",
      "lib/commands",
      "lib/access",
      "lib/live",
      "lib/schemas",
      "lib/contract",
      "lib/format",
      "lib/http",
      "components",
      "react",
      "next",
    ],
  },
]

/** Who is imported by nobody, not even by one who may import anything. */
const NEVER_IMPORTED = ["lib/server", "app", "webhook route"]

function roomOf(path: string): string {
  return ROOMS.find((room) => room.holds(path))?.name ?? "outside"
}

const withoutComments = (text: string): string =>
  text
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/^\s*\/\/.*$/gm, "")
    .replace(/([;\s])\/\/ .*$/gm, "$1")

type Import = { readonly specifier: string; readonly typeOnly: boolean }

/** Every import and re-export, static or dynamic. */
function importsOf({ text }: SourceFile): Import[] {
  const code = withoutComments(text)
  const statics = [...code.matchAll(/(?:^|\n)\s*(?:import|export)\s+(type\s)?[^"';]*?from\s*["']([^"']+)["']/g)].map(
    ([, type, specifier]) => ({ specifier: specifier ?? "", typeOnly: type !== undefined }),
  )
  const bare = [...code.matchAll(/(?:^|\n)\s*import\s+["']([^"']+)["']/g)].map(([, specifier]) => ({
    specifier: specifier ?? "",
    typeOnly: false,
  }))
  const dynamics = [...code.matchAll(/\bimport\(\s*["']([^"']+)["']\s*\)/g)].map(([, specifier]) => ({
    specifier: specifier ?? "",
    typeOnly: false,
  }))
  return [...statics, ...bare, ...dynamics]
}

/** The path of a file of ours that an import names, or null for a package. */
function ownPath(from: string, specifier: string): string | null {
  if (specifier.startsWith("#")) return specifier.slice(1)
  return specifier.startsWith(".") ? join(dirname(from), specifier) : null
}

/** What an import counts as: a room of ours, `node`, `react`, `next`, or a package's name. */
function targetOf(from: string, specifier: string): string {
  const own = ownPath(from, specifier)
  if (own !== null) return roomOf(own)
  if (specifier.startsWith("node:")) return "node"
  if (/^(react|react-dom|next)(\/|$)/.test(specifier)) return specifier.startsWith("next") ? "next" : "react"
  return specifier.startsWith("@") ? specifier.split("/").slice(0, 2).join("/") : (specifier.split("/")[0] ?? specifier)
}

function importViolations(file: SourceFile): Violation[] {
  const own = ROOMS.find((room) => room.holds(file.path))
  if (!own) return [{ rule: "imports", path: file.path, detail: "stands in no room" }]
  return importsOf(file).flatMap(({ specifier }): Violation[] => {
    const target = targetOf(file.path, specifier)
    // The door itself is for the webhook route only; stylesheets are no code.
    const isDoor = own.name === "webhook route" && target === "lib/intake" && !specifier.endsWith("/receive-webhook.ts")
    const allowed = target === own.name || own.mayImport.includes("*") || own.mayImport.includes(target) || specifier.endsWith(".css")
    const forbidden = NEVER_IMPORTED.includes(target) && target !== own.name
    return allowed && !forbidden && !isDoor ? [] : [{ rule: "imports", path: file.path, detail: `${own.name} may not import ${specifier}` }]
  })
}

function graphOf(files: readonly SourceFile[]): Map<string, string[]> {
  const paths = new Set(files.map((file) => file.path))
  return new Map(
    files.map((file) => [
      file.path,
      importsOf(file)
        .flatMap(({ specifier }) => ownPath(file.path, specifier) ?? [])
        .filter((path) => paths.has(path)),
    ]),
  )
}

/** Every file that a file reaches, itself left out unless it lies on a cycle. */
function reachedFrom(graph: ReadonlyMap<string, readonly string[]>, start: string): Set<string> {
  const reached = new Set<string>()
  const open = [...(graph.get(start) ?? [])]
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (reached.has(path)) continue
    reached.add(path)
    open.push(...(graph.get(path) ?? []))
  }
  return reached
}

const SERVER_ROOMS = ["lib/db", "lib/queries", "lib/intake", "lib/intake (pure)"]
const VAGUE = ["index", "utils", "helpers", "common", "misc", "types", "constants", "service"]
/** The files whose default export Next or another tool asks for. */
const ASKED_DEFAULT =
  /^(app\/.*(page|layout|error|global-error|not-found|forbidden|loading|template|default|icon|opengraph-image)\.tsx?|prisma\/prisma\.config\.ts)$/

function clientViolations(files: readonly SourceFile[]): Violation[] {
  const graph = graphOf(files)
  const byPath = new Map(files.map((file) => [file.path, file]))
  return files
    .filter(({ text }) => /^\s*["']use client["']/.test(text))
    .flatMap((file): Violation[] => {
      const reached = [file.path, ...reachedFrom(graph, file.path)]
      const bad = reached.find(
        (path) =>
          SERVER_ROOMS.includes(roomOf(path)) ||
          importsOf(byPath.get(path) ?? file).some(({ specifier, typeOnly }) => specifier === "zod" && !typeOnly),
      )
      return bad ? [{ rule: "client", path: file.path, detail: `a file for the browser reaches the server or zod by ${bad}` }] : []
    })
}

function textViolations({ path, text }: SourceFile): Violation[] {
  const code = withoutComments(text)
  const name = path.split("/").at(-1)?.split(".")[0] ?? ""
  const found: Violation[] = []
  if (VAGUE.includes(name)) found.push({ rule: "name", path, detail: "says nothing of what is in it" })
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) found.push({ rule: "name", path, detail: "is not in kebab-case" })
  if (/\bprocess\.env\b/.test(code) && path !== "lib/env.ts")
    found.push({ rule: "environment", path, detail: "reads process.env, which only lib/env may" })
  if (
    path.startsWith("lib/porting/") &&
    /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\bperformance\.now\b|\brandomUUID\b|\bTemporal\.Now\b/.test(code)
  )
    found.push({ rule: "clock", path, detail: "has a clock or chance of its own" })
  if (/\bexport default\b/.test(code) && !ASKED_DEFAULT.test(path))
    found.push({ rule: "default", path, detail: "exports a default that nobody asks for" })
  if (/^lib\/(queries|commands)\//.test(path) && /\b_viewer\b/.test(code))
    found.push({ rule: "viewer", path, detail: "is given a viewer and does not ask what that one may" })
  if (/:\s*any\b|\bas any\b|<any>/.test(code) || /@ts-(ignore|nocheck|expect-error)/.test(text))
    found.push({ rule: "types", path, detail: "silences the types" })
  return found
}

/** Everything in which these files break the rules of the house. */
export function findViolations(files: readonly SourceFile[]): Violation[] {
  const graph = graphOf(files)
  const cycles = files
    .filter((file) => reachedFrom(graph, file.path).has(file.path))
    .map((file): Violation => ({ rule: "cycle", path: file.path, detail: "imports itself in a circle" }))
  return [...files.flatMap(importViolations), ...cycles, ...clientViolations(files), ...files.flatMap(textViolations)]
}
