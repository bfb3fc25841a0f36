import { parseArgs } from "node:util"

export type ChaosArgs =
  | {
      readonly kind: "args"
      readonly seed: number
      readonly minutes: number
      readonly pause: number
      readonly only: string
      readonly isFull: boolean
    }
  | { readonly kind: "help" }
  | { readonly kind: "problem"; readonly problem: string }

const ALLOWED = "--seed, --minutes, --pause, --only, --full and --help are allowed"
const OPTIONS = {
  seed: { type: "string" },
  minutes: { type: "string" },
  pause: { type: "string" },
  only: { type: "string" },
  full: { type: "boolean" },
  help: { type: "boolean" },
} as const
const MOST = { seed: 999_999_999_999_999, minutes: 1_440, pause: 600 }

const wrong = (problem: string): ChaosArgs => ({ kind: "problem", problem })

/** Reads the command line. Without a seed one is drawn; it is printed, so that a run can be had again. */
export function readChaosArgs(argv: readonly string[], drawn: number): ChaosArgs {
  const { tokens } = parseArgs({ args: [...argv], options: OPTIONS, strict: false, tokens: true })
  const given: { seed?: string; minutes?: string; pause?: string; only?: string; full?: true } = {}
  for (const token of tokens) {
    if (token.kind === "positional") return wrong(`the argument "${token.value}" is not known: ${ALLOWED}.`)
    if (token.kind !== "option") continue
    if (token.name === "help") return { kind: "help" }
    if (token.name === "full") given.full = true
    else if (token.name === "seed" || token.name === "minutes" || token.name === "pause" || token.name === "only")
      given[token.name] = token.value ?? ""
    else return wrong(`the argument ${token.rawName} is not known: ${ALLOWED}.`)
  }
  const { seed = String(drawn), minutes = "5", pause = "2.5", only = "", full = false } = given
  if (!/^\d{1,15}$/.test(seed)) return wrong(`--seed is "${seed}": a whole number from 0 to ${MOST.seed} is allowed.`)
  if (!/^\d{1,4}(\.\d{1,2})?$/.test(minutes) || Number(minutes) < 0.1 || Number(minutes) > MOST.minutes)
    return wrong(`--minutes is "${minutes}": a number from 0.1 to ${MOST.minutes} is allowed.`)
  if (!/^\d{1,3}(\.\d{1,2})?$/.test(pause) || Number(pause) < 0.5 || Number(pause) > MOST.pause)
    return wrong(`--pause is "${pause}": a number from 0.5 to ${MOST.pause} is allowed.`)
  return { kind: "args", seed: Number(seed), minutes: Number(minutes), pause: Number(pause), only, isFull: full }
}
