import { parseArgs } from "node:util"

export type DemoArgs = { readonly url: URL; readonly count: number; readonly seed: number; readonly keyFile: string | null }
export type DemoArgsResult =
  | { readonly kind: "args"; readonly args: DemoArgs }
  | { readonly kind: "help" }
  | { readonly kind: "problem"; readonly problem: string }

const OPTIONS = {
  url: { type: "string" },
  count: { type: "string" },
  seed: { type: "string" },
  key: { type: "string" },
  help: { type: "boolean" },
} as const
const ALLOWED = "--url, --count, --seed, --key and --help are allowed"

const wrong = (problem: string): DemoArgsResult => ({ kind: "problem", problem })

function isWhole(text: string, most: number): boolean {
  return /^\d{1,15}$/.test(text) && Number(text) <= most
}

function siteOf(text: string): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null
  return url && /^https?:$/.test(url.protocol) && url.pathname === "/" && !url.search && !url.hash ? url : null
}

/** Reads the command line; `defaultUrl` is where a Portline of this environment listens. */
export function readDemoArgs(argv: readonly string[], defaultUrl: string): DemoArgsResult {
  const { tokens } = parseArgs({ args: [...argv], options: OPTIONS, strict: false, tokens: true })
  const given: Record<string, string> = {}
  for (const token of tokens) {
    if (token.kind === "positional") return wrong(`the argument "${token.value}" is not known: ${ALLOWED}.`)
    if (token.kind !== "option") continue
    if (token.name === "help") return { kind: "help" }
    if (!Object.hasOwn(OPTIONS, token.name)) return wrong(`the argument ${token.rawName} is not known: ${ALLOWED}.`)
    if (!token.value) return wrong(`the argument ${token.rawName} needs a value, as in ${token.rawName}=VALUE.`)
    given[token.name] = token.value
  }
  const { url: site = defaultUrl, count = "300", seed = "1", key = null } = given
  const url = siteOf(site)
  if (!url) return wrong(`--url is "${site}": an address like http://127.0.0.1:3000, without a path, is allowed.`)
  if (!isWhole(count, 100_000)) return wrong(`--count is "${count}": a whole number of orders from 0 to 100000 is allowed.`)
  if (!isWhole(seed, Number.MAX_SAFE_INTEGER)) return wrong(`--seed is "${seed}": a whole number from 0 to 999999999999999 is allowed.`)
  return { kind: "args", args: { url, count: Number(count), seed: Number(seed), keyFile: key } }
}
