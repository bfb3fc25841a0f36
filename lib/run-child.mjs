// Read before anything is installed: plain JavaScript for Node 20 and newer, no dependency.
import { spawn } from "node:child_process"
import { constants } from "node:os"
import process from "node:process"

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"]

/**
 * Runs a command to its end, and passes on what this process is told meanwhile: nothing goes on behind a command that was
 * stopped. With `group` the command and all that it starts are told, however they are told here. Resolves with its exit code, as a
 * shell has it, and the signal that came; rejects where it cannot be run.
 */
export function runChild(command, args, { group = false, ...options }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, detached: group })
    let stopped = null
    const pass = (signal) => {
      stopped = signal
      if (!group) child.kill(signal)
      else if (child.pid) process.kill(-child.pid, "SIGTERM")
    }
    const end = () => {
      for (const signal of SIGNALS) process.off(signal, pass)
    }
    for (const signal of SIGNALS) process.on(signal, pass)
    child.once("error", (error) => {
      end()
      reject(error)
    })
    child.once("exit", (code, signal) => {
      end()
      resolve({ code: code ?? codeOf(signal), stopped, pid: child.pid })
    })
  })
}

/** What a shell says of a command that a signal ended. */
export const codeOf = (signal) => 128 + (constants.signals[signal] ?? 0)
