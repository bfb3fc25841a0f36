import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { join } from "node:path"
import { text } from "node:stream/consumers"
import { expect } from "vitest"

const root = join(import.meta.dirname, "../..")

/** What a command ended with; `output` is all that it printed. */
export type Ended = { readonly code: number | null; readonly output: string }

export type Running = { readonly child: ChildProcess; readonly ended: Promise<Ended> }

/** Starts a command as `npm run --silent` does; its standard input stays open. */
export function startCommand(name: string, args: readonly string[], env: Readonly<Record<string, string>>): Running {
  // These tests may be run by npm themselves: the command is not told so.
  const { npm_lifecycle_event: _event, ...inherited } = process.env
  const child = spawn(process.execPath, [`prisma/${name}.ts`, ...args], { cwd: root, env: { ...inherited, ...env } })
  // A command that refuses what it is given closes its input.
  child.stdin.on("error", () => {})
  const ended = Promise.all([once(child, "exit"), text(child.stdout), text(child.stderr)]).then(([[code], out, errors]) => ({
    code: code as number | null,
    output: `${out}${errors}`.trim(),
  }))
  return { child, ended }
}

export function runCommand(name: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<Ended> {
  const { child, ended } = startCommand(name, args, env)
  child.stdin?.end()
  return ended
}

/** It ended with 1 and one line that says why. */
export function expectRefused({ code, output }: Ended, why: RegExp): void {
  expect([code, output.split("\n").length], output).toEqual([1, 1])
  expect(output).toMatch(why)
}
