import { parseArgs } from "node:util"

export type BenchArgs =
  | { readonly kind: "args"; readonly seconds: number }
  | { readonly kind: "help" }
  | { readonly kind: "problem"; readonly problem: string }

const ALLOWED = "--seconds and --help are allowed"
const DEFAULT_SECONDS = "10"

const wrong = (problem: string): BenchArgs => ({ kind: "problem", problem })

/** Reads the command line. Above 120 s, signatures made up front would be too old when they are sent. */
export function readBenchArgs(argv: readonly string[]): BenchArgs {
  const options = { seconds: { type: "string" }, help: { type: "boolean" } } as const
  const { tokens } = parseArgs({ args: [...argv], options, strict: false, tokens: true })
  let seconds = DEFAULT_SECONDS
  for (const token of tokens) {
    if (token.kind === "positional") return wrong(`the argument "${token.value}" is not known: ${ALLOWED}.`)
    if (token.kind !== "option") continue
    if (token.name === "help") return { kind: "help" }
    if (token.name !== "seconds") return wrong(`the argument ${token.rawName} is not known: ${ALLOWED}.`)
    seconds = token.value ?? ""
  }
  if (/^\d{1,3}$/.test(seconds) && Number(seconds) >= 1 && Number(seconds) <= 120) return { kind: "args", seconds: Number(seconds) }
  return wrong(`--seconds is "${seconds}": a whole number of seconds from 1 to 120 is allowed.`)
}
