import { readFileSync } from "node:fs"
import { BlockList, isIP } from "node:net"

/** Variables by their names, as the process's environment has them. */
export type Source = Readonly<Record<string, string | undefined>>

const SECRETS = ["DATABASE_URL", "DIRECT_DATABASE_URL", "READ_DATABASE_URL", "TELNYX_PUBLIC_KEY", "TELNYX_API_KEY", "OIDC_CLIENT_SECRET"]
function shown(name: string, value: string): string {
  // An address may hold a user and a password.
  return SECRETS.includes(name)
    ? `(${value.length} characters, not shown)`
    : JSON.stringify(value.replace(/^([a-z+.-]*:)?.*@/is, "$1//(not shown)@"))
}

/** One line a problem: the variable, what was given, what is allowed. */
export class Problems {
  readonly #byName = new Map<string, string>()
  get lines(): string[] {
    return [...this.#byName.values()]
  }
  /** Of several problems of one variable the first is told. */
  wrong(name: string, value: string, allowed: string): null {
    if (!this.#byName.has(name)) this.#byName.set(name, `${name} is ${shown(name, value)}: ${allowed}`)
    return null
  }
}

/** What a file holds. An empty one is a mistake: without the key, say, events would be taken unsigned. */
function textIn(file: string, name: string, problems: Problems): string | null {
  try {
    return (
      readFileSync(file, "utf8").trim() || problems.wrong(name, file, "the file is empty; give the path of a file that holds the value.")
    )
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "unreadable"
    const why = code === "ENOENT" ? "there is no such file" : `it cannot be read (${code})`
    return problems.wrong(name, file, `${why}; give the path of a file that holds the value.`)
  }
}

/** The variable's text, from `NAME_FILE` where that is given; an empty variable counts as unset. */
export function textOf(source: Source, name: string, problems: Problems): string | null {
  const file = source[`${name}_FILE`]
  if (!SECRETS.includes(name) || !file) return source[name] || null
  if (source[name]) return problems.wrong(`${name}_FILE`, file, `give ${name} or ${name}_FILE, not both.`)
  return textIn(file, `${name}_FILE`, problems)
}

export function readInteger(
  source: Source,
  name: string,
  fallback: number,
  range: { min: number; max: number; or?: string },
  problems: Problems,
): number {
  const text = textOf(source, name, problems)
  if (text === null) return fallback
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= range.min && value <= range.max) return value
  problems.wrong(name, text, `${range.or ?? ""}a whole number from ${range.min} to ${range.max} is allowed.`)
  return fallback
}

export function readDatabaseUrl(source: Source, name: string, problems: Problems): string | null {
  const text = textOf(source, name, problems)
  if (text === null) return null
  if (URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol)) return text
  return problems.wrong(name, text, "an address like postgresql://user:password@host:5432/database is allowed.")
}

/** Addresses of proxies: one of them may say whom it asks for. */
export type ProxyList = { readonly has: (address: string) => boolean }

/** Networks by address and length of their prefix. What is none is told of. */
export function readProxies(source: Source, problems: Problems): ProxyList {
  const text = textOf(source, "TRUSTED_PROXIES", problems)
  const list = new BlockList()
  for (const part of text === null ? [] : text.split(",")) {
    const [address = "", bits, ...rest] = part.trim().split("/")
    const family = isIP(address) === 6 ? "ipv6" : "ipv4"
    const longest = family === "ipv4" ? 32 : 128
    const length = bits === undefined ? longest : /^\d{1,3}$/.test(bits) ? Number(bits) : Number.NaN
    if (isIP(address) !== 0 && rest.length === 0 && length <= longest) list.addSubnet(address, length, family)
    else problems.wrong("TRUSTED_PROXIES", part.trim(), "IP addresses or networks like 10.0.0.0/8 are allowed, separated by commas.")
  }
  return { has: (address) => isIP(address) !== 0 && list.check(address, isIP(address) === 6 ? "ipv6" : "ipv4") }
}

/** A provider of OpenID Connect that people may sign in with. */
export type Oidc = { readonly issuer: URL; readonly clientId: string; readonly clientSecret: string; readonly name: string }

/** All of `OIDC_ISSUER`, `OIDC_CLIENT_ID` and `OIDC_CLIENT_SECRET`, or none; `OIDC_NAME` is what the button says. */
export function readOidc(source: Source, problems: Problems): Oidc | null {
  const [issuer, clientId, clientSecret] = ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"].map((name) =>
    textOf(source, name, problems),
  )
  if (!issuer && !clientId && !clientSecret) return null
  const url = issuer && URL.canParse(issuer) ? new URL(issuer) : null
  const isLocal = url !== null && url.protocol === "http:" && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname)
  if (url === null || (url.protocol !== "https:" && !isLocal))
    return problems.wrong("OIDC_ISSUER", issuer ?? "", "the https address of an OpenID Connect provider is allowed.")
  if (!clientId)
    return problems.wrong("OIDC_CLIENT_ID", "", "with OIDC_ISSUER the client's id at that provider is needed; any text is allowed.")
  if (!clientSecret)
    return problems.wrong("OIDC_CLIENT_SECRET", "", "with OIDC_ISSUER the client's secret at that provider is needed; any text is allowed.")
  return { issuer: url, clientId, clientSecret, name: textOf(source, "OIDC_NAME", problems) ?? url.hostname }
}

const LOG_LEVELS = ["debug", "info", "warn", "error"] as const
/** What the log holds: entries of this level and above. */
export type LogLevel = (typeof LOG_LEVELS)[number]

export function readLogLevel(source: Source, problems: Problems): LogLevel {
  const text = textOf(source, "LOG_LEVEL", problems) ?? "info"
  const level = LOG_LEVELS.find((one) => one === text)
  if (level === undefined) problems.wrong("LOG_LEVEL", text, `one of ${LOG_LEVELS.join(", ")} is allowed.`)
  return level ?? "info"
}
