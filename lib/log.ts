import { AsyncLocalStorage } from "node:async_hooks"
import { format, stripVTControlCharacters } from "node:util"
import pino, { type Logger } from "pino"

const MOST_FRAMES = 10
const MOST_CHARACTERS = 2_000

/** What an error says, without what it may quote: a failed statement's message holds the row, and so a body, before its last line. */
type LoggedError = {
  readonly type: string
  readonly message: string
  /** By which the page that could not be made names it to its reader. */
  readonly digest?: string
  readonly at: readonly string[]
  readonly cause?: unknown
}

/** What an error says, in one line: what stands before the last may quote a row, and so a body. */
export function errorLine(error: unknown): string {
  if (!(error instanceof Error)) return shorten(String(error))
  return shorten(error.message.trim().split("\n").at(-1)?.trim() || error.name)
}

function loggedError(error: unknown, depth = 0): LoggedError | string {
  if (!(error instanceof Error)) return errorLine(error)
  const frames = (error.stack ?? "").split("\n").filter((line) => /^ +at /.test(line))
  const at = frames.slice(0, MOST_FRAMES).map((line) => line.trim().slice(3))
  const cause = error.cause === undefined || depth > 2 ? {} : { cause: loggedError(error.cause, depth + 1) }
  const digest = "digest" in error && typeof error.digest === "string" ? { digest: shorten(error.digest) } : {}
  return { type: error.name, message: errorLine(error), ...digest, at, ...cause }
}

export const shorten = (text: string): string => (text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text)

type Held = { readonly logger: Logger; readonly requests: AsyncLocalStorage<string> }

/** A user and password of an address, wherever in a line. From its `://` on: to look for a scheme would take the square of a long word. */
const PASSWORD_IN_URL = /(:\/\/[^\s:/?#"\\]*):[^\s"\\]*@/g

function createHeld(): Held {
  const requests = new AsyncLocalStorage<string>()
  const logger = pino({
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (level) => ({ level }) },
    mixin: () => {
      const request = requests.getStore()
      return request ? { request } : {}
    },
    serializers: { err: (error: unknown) => loggedError(error) },
    hooks: { streamWrite: (line) => line.replace(PASSWORD_IN_URL, "$1:***@") },
  })
  return { logger, requests }
}

/** One log a process: Next bundles its own copy of this module. */
const holder = globalThis as typeof globalThis & { portlineLog?: Held }
holder.portlineLog ??= createHeld()
const { logger, requests } = holder.portlineLog

/**
 * The log of a server process: one JSON line an entry on standard output, with the id of the request that it is about. Say
 * what happened and to what, never what a body, header or key holds; an error goes in as `err`.
 */
export const log: Pick<Logger, "debug" | "info" | "warn" | "error" | "fatal" | "isLevelEnabled"> = logger

/** Runs what answers a request: each line that it logs has the request's id. */
export const inRequest = <Result>(id: string, run: () => Result): Result => requests.run(id, run)

/** Runs what serves many requests, and goes on behind them: it is none's alone. */
export const outsideRequests = <Result>(run: () => Result): Result => requests.exit(run)

const CONSOLE_LEVELS = { debug: "debug", log: "info", info: "info", warn: "warn", error: "error" } as const

/** What others print, Next's own errors and our commands' words to a person, becomes lines of the log. */
function takeOverConsole(): void {
  for (const [method, level] of Object.entries(CONSOLE_LEVELS))
    console[method as keyof typeof CONSOLE_LEVELS] = (...args: unknown[]) => {
      const err = args.find((arg) => arg instanceof Error)
      const said = stripVTControlCharacters(format(...args.filter((arg) => arg !== err)))
        .trim()
        .replace(/^portline: /, "")
      logger[level](err ? { err } : {}, said ? shorten(said) : errorLine(err ?? ""))
    }
}

/** Sets up the log of a process that serves: entries of `level` and above, and what others print where `console` is set. */
export function startLogging(options: { readonly level: string; readonly console: boolean }): void {
  logger.level = options.level
  // Who read the output may be gone. Told of as an error it would be told to the same place, and so without end.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {})
  if (options.console) takeOverConsole()
}
