import { existsSync, readFileSync } from "node:fs"
import { isIP } from "node:net"

/** Variables by their names, as the process's environment has them. */
export type Source = Readonly<Record<string, string | undefined>>

const SECRETS = ["DATABASE_URL", "DIRECT_DATABASE_URL", "READ_DATABASE_URL", "TELNYX_PUBLIC_KEY", "TELNYX_API_KEY"]
function shown(name: string, value: string): string {
  return SECRETS.includes(name) ? `(${value.length} characters, not shown)` : JSON.stringify(value)
}

/** One line a problem: the variable, what was given, what is allowed. */
export class Problems {
  readonly lines: string[] = []
  wrong(name: string, value: string, allowed: string): null {
    this.lines.push(`${name} is ${shown(name, value)}: ${allowed}`)
    return null
  }
}

/** The variable's text, from `NAME_FILE` where that is given; an empty one counts as unset. */
export function textOf(source: Source, name: string, problems: Problems): string | null {
  const file = source[`${name}_FILE`]
  if (!SECRETS.includes(name) || !file) return source[name] || null
  if (source[name]) return problems.wrong(`${name}_FILE`, file, `give ${name} or ${name}_FILE, not both.`)
  if (!existsSync(file)) return problems.wrong(`${name}_FILE`, file, "there is no such file; give the path of a file that holds the value.")
  return readFileSync(file, "utf8").trim() || null
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

/** Nothing is believed of a proxy yet, but a wrong value is told of at once. */
export function checkProxies(source: Source, problems: Problems): void {
  const text = textOf(source, "TRUSTED_PROXIES", problems)
  const isNetwork = (part: string): boolean => {
    const [address = "", bits, ...rest] = part.trim().split("/")
    const family = isIP(address)
    return (
      family !== 0 && rest.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128)))
    )
  }
  if (text !== null && !text.split(",").every(isNetwork))
    problems.wrong("TRUSTED_PROXIES", text, "IP addresses or networks like 10.0.0.0/8 are allowed, separated by commas.")
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
