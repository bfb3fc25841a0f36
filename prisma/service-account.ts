import { execFileSync } from "node:child_process"
import { chownSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

/** Whom PostgreSQL runs as where we are root; null where it runs as ourselves. */
export type Account = { readonly uid: number; readonly gid: number } | null

/** PostgreSQL refuses to run as root: then it runs as an existing account that owns nothing of value. */
export function serviceAccount(): Account {
  if (process.getuid?.() !== 0) return null
  const accounts = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"))
  const found = accounts.find((fields) => fields[0] === "postgres") ?? accounts.find((fields) => fields[0] === "nobody")
  if (!found) throw new Error("PostgreSQL cannot run as root, and there is no account postgres or nobody to run it as.")
  return { uid: Number(found[2]), gid: Number(found[3]) }
}

function succeeds(command: readonly string[]): boolean {
  try {
    execFileSync(command[0] ?? "", command.slice(1), { stdio: "ignore" })
    return true
  } catch {
    return false
  }
}

/**
 * The words before a command that make it run as the account. Where that account cannot enter the folders
 * (a checkout under /root), it is given the right to pass them by, and only then.
 */
export function commandPrefix(account: Account, { folder, program }: { readonly folder: string; readonly program: string }): string[] {
  if (account === null) return []
  const become = ["setpriv", `--reuid=${account.uid}`, `--regid=${account.gid}`, "--clear-groups"]
  if (succeeds([...become, "test", "-x", program]) && succeeds([...become, "test", "-w", folder])) return become
  const capabilities = "+dac_override,+dac_read_search"
  return [...become, "--securebits=+no_setuid_fixup", `--inh-caps=${capabilities}`, `--ambient-caps=${capabilities}`]
}

/** The password in a file that only initdb's account can read, whatever folders that account may enter. */
export async function withPasswordFile(password: string, account: Account, use: (file: string) => Promise<unknown>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "portline-"))
  const file = join(folder, "password")
  try {
    writeFileSync(file, password, { mode: 0o600 })
    if (account) for (const path of [file, folder]) chownSync(path, account.uid, account.gid)
    await use(file)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
