import { createPublicKey, type KeyObject } from "node:crypto"
import { availableParallelism } from "node:os"
import { resolve } from "node:path"
import { readHost, readPublicUrl } from "./read-address.ts"
import {
  type LogLevel,
  type Oidc,
  Problems,
  type ProxyList,
  readDatabaseUrl,
  readInteger,
  readLogLevel,
  readOidc,
  readProxies,
  type Source,
  textOf,
} from "./variables.ts"

export type TelnyxKey = { readonly base64: string; readonly key: KeyObject }

/** Everything Portline reads from its environment, checked. */
export type Env = {
  readonly host: string
  readonly port: number
  /** Null: the embedded PostgreSQL under `dataDir`. */
  readonly databaseUrl: string | null
  /** A direct connection for LISTEN and migrations behind a transaction pooler. */
  readonly directDatabaseUrl: string | null
  /** A replica for reads. */
  readonly readDatabaseUrl: string | null
  readonly dataDir: string
  readonly workers: number
  /** How long bodies are kept, in days; null: for good. */
  readonly rawRetentionDays: number | null
  readonly telnyxKeys: readonly TelnyxKey[]
  readonly publicUrl: URL
  /** Whether people sign in, or whoever is on this machine may do all. */
  readonly auth: "password" | "none"
  /** Signing in by OpenID Connect beside passwords; null: not set up. */
  readonly oidc: Oidc | null
  /** Whose X-Forwarded-* are believed. */
  readonly trustedProxies: ProxyList
  readonly logLevel: LogLevel
}

export type EnvResult = { readonly ok: true; readonly env: Env } | { readonly ok: false; readonly problems: readonly string[] }

const LOOPBACK_NAMES = ["localhost", "127.0.0.1", "[::1]", "::1"]
/** DER of an ed25519 SubjectPublicKeyInfo up to the 32 bytes of the key (RFC 8410). */
const ED25519_PREFIX = Buffer.from("302a300506032b6570032100", "hex")

export function isLoopbackName(host: string): boolean {
  return LOOPBACK_NAMES.includes(host.toLowerCase()) || /^127\.\d+\.\d+\.\d+$/.test(host)
}

function readKeys(source: Source, problems: Problems): TelnyxKey[] {
  const text = textOf(source, "TELNYX_PUBLIC_KEY", problems)
  const parts = text === null ? [] : text.split(",").map((part) => part.trim())
  return parts.flatMap((base64) => {
    const bytes = Buffer.from(base64, "base64")
    if (bytes.length === 32 && bytes.toString("base64") === base64)
      return [{ base64, key: createPublicKey({ key: Buffer.concat([ED25519_PREFIX, bytes]), format: "der", type: "spki" }) }]
    problems.wrong("TELNYX_PUBLIC_KEY", base64, "base64 of a 32-byte ed25519 public key is allowed, several separated by commas.")
    return []
  })
}

function readWorkers(source: Source, problems: Problems): number {
  if (source.WORKERS === "max") return availableParallelism()
  return readInteger(source, "WORKERS", 1, { min: 1, max: 64, or: '"max" or ' }, problems)
}

function readAuth(source: Source, problems: Problems): Env["auth"] {
  const auth = textOf(source, "AUTH", problems) ?? "password"
  if (auth === "password" || auth === "none") return auth
  problems.wrong("AUTH", auth, 'only "password" and "none" are allowed.')
  return "password"
}

function readAllowUnsigned(source: Source, problems: Problems): boolean {
  const unsigned = source.ALLOW_UNSIGNED ?? ""
  if (!["", "0", "1"].includes(unsigned)) problems.wrong("ALLOW_UNSIGNED", unsigned, "only 0 and 1 are allowed.")
  return unsigned === "1"
}

type Exposed = Pick<Env, "host" | "auth" | "telnyxKeys"> & { readonly allowUnsigned: boolean }

/** Rules that keep an open Portline off the network: without log-in, or with events that anybody may forge. */
function checkExposure({ host, auth, telnyxKeys, allowUnsigned }: Exposed, problems: Problems): void {
  if (isLoopbackName(host)) return
  const missing = [
    ...(auth === "none" ? ['others would see and change everything: leave AUTH at "password"'] : []),
    ...(telnyxKeys.length === 0 && !allowUnsigned ? ["events would be taken unsigned: set TELNYX_PUBLIC_KEY, or ALLOW_UNSIGNED=1"] : []),
  ]
  if (missing.length > 0)
    problems.wrong("HOST", host, `only a loopback address (127.0.0.1, ::1, localhost) is allowed so; ${missing.join("; ")}.`)
}

/** Another way to the database of DATABASE_URL, or that one's. Without it, what is named would be migrated or read beside the embedded one. */
function readUrlBeside(databaseUrl: string | null, source: Source, name: string, problems: Problems): string | null {
  const url = readDatabaseUrl(source, name, problems)
  if (url !== null && !source.DATABASE_URL && !source.DATABASE_URL_FILE)
    problems.wrong(name, url, "it is allowed beside DATABASE_URL only; without that the embedded database is used.")
  return url ?? databaseUrl
}

/** Checks a whole environment. Never throws: every problem is a line that names the variable. */
export function readEnv(source: Source): EnvResult {
  const problems = new Problems()
  const given = readHost(source, problems)
  // What is wrong with the others is told beside a wrong host.
  const host = given ?? "127.0.0.1"
  const port = readInteger(source, "PORT", 3000, { min: 1, max: 65535 }, problems)
  const telnyxKeys = readKeys(source, problems)
  const auth = readAuth(source, problems)
  const allowUnsigned = readAllowUnsigned(source, problems)
  const publicUrl = readPublicUrl(source, host, port, problems)
  if (given !== null) checkExposure({ host, auth, telnyxKeys, allowUnsigned }, problems)
  const databaseUrl = readDatabaseUrl(source, "DATABASE_URL", problems)
  textOf(source, "TELNYX_API_KEY", problems)
  const apiUrl = textOf(source, "TELNYX_API_URL", problems)
  if (apiUrl !== null && !(URL.canParse(apiUrl) && /^https?:\/\/[^/]/i.test(apiUrl)))
    problems.wrong("TELNYX_API_URL", apiUrl, "an http or https address is allowed.")
  const env: Env = {
    host,
    port,
    databaseUrl,
    directDatabaseUrl: readUrlBeside(databaseUrl, source, "DIRECT_DATABASE_URL", problems),
    readDatabaseUrl: readUrlBeside(databaseUrl, source, "READ_DATABASE_URL", problems),
    dataDir: resolve(/* turbopackIgnore: true */ textOf(source, "DATA_DIR", problems) ?? "./data"),
    workers: readWorkers(source, problems),
    rawRetentionDays: readInteger(source, "RAW_RETENTION_DAYS", 0, { min: 7, max: 3_650 }, problems) || null,
    telnyxKeys,
    auth,
    oidc: readOidc(source, problems),
    trustedProxies: readProxies(source, problems),
    logLevel: readLogLevel(source, problems),
    publicUrl,
  }
  return problems.lines.length > 0 ? { ok: false, problems: problems.lines } : { ok: true, env }
}
