import { parseArgs } from "node:util"
import { StartProblem } from "./bring-up-database.ts"
import { runOnDatabase } from "./run-on-database.ts"

/** `file`: a path, or `-` for standard output or input. */
export type FileArgs = { readonly file: string; readonly force: boolean }
type FileCommand = {
  readonly help: string
  /** What is allowed besides the file. */
  readonly options: readonly string[]
  /** Whether there must be a database already. */
  readonly onExisting: boolean
  readonly run: (url: string, args: FileArgs, signal: AbortSignal) => Promise<void>
}

/** Null: help is wanted. */
function readArgs(argv: readonly string[], options: readonly string[]): FileArgs | null {
  const { positionals, tokens } = parseArgs({ args: [...argv], strict: false, allowPositionals: true, tokens: true })
  const given = tokens.flatMap((token) => (token.kind === "option" ? [token.rawName] : []))
  if (given.includes("--help")) return null
  const unknown = given.find((name) => !options.includes(name))
  if (unknown) throw new StartProblem(`the argument ${unknown} is not known: see --help.`)
  const [file, ...others] = positionals
  if (!file || others.length > 0) throw new StartProblem("one file is to be named: see --help.")
  return { file, force: given.includes("--force") }
}

/** Runs a command that takes one file, on the database that the environment names. */
export async function runFileCommand({ help, options, onExisting, run }: FileCommand): Promise<never> {
  return runOnDatabase(
    () => {
      const args = readArgs(process.argv.slice(2), options)
      if (args) return (url, signal) => run(url, args, signal)
      console.log(help)
      return null
    },
    { onExisting },
  )
}
