import { randomBytes, scrypt, timingSafeEqual } from "node:crypto"
import { type AccessNote, PASSWORD_MAX, PASSWORD_MIN } from "#lib/contract/access.ts"
import { metrics } from "#lib/metrics.ts"
import { COMMON_PASSWORDS } from "./common-passwords.ts"

/** OWASP's password storage cheat sheet, scrypt: N = 2^15, r = 8, p = 3 (32 MiB, some 200 ms). */
const COST = { N: 2 ** 15, r: 8, p: 3 } as const
const KEY_BYTES = 32
const MAX_MEMORY = 64 * 1024 * 1024
/** More than these wait for nobody: they would hold memory and sockets while a core works them off. */
const MOST_WAITING = 16

/** One at a time a process: hashes use the same few threads that write the spool, and each takes 32 MiB. Next bundles its own copy of this module. */
type Turns = { last: Promise<unknown>; waiting: number }
const holder = globalThis as typeof globalThis & { portlineHashing?: Turns }
holder.portlineHashing ??= { last: Promise.resolve(), waiting: 0 }
const turns = holder.portlineHashing

/** More than any form of a password that may be chosen. What is longer is wrong, and to normalise it costs the square of its marks. */
const LONGEST_SENT = 8 * PASSWORD_MAX

function derive(password: string, salt: Uint8Array): Promise<Buffer> {
  metrics().passwordChecks.inc()
  return new Promise((resolve, reject) => {
    const plain = password.length > LONGEST_SENT ? password : password.normalize("NFC")
    scrypt(plain, salt, KEY_BYTES, { ...COST, maxmem: MAX_MEMORY }, (error, key) => (error ? reject(error) : resolve(key)))
  })
}

/** Null where too many wait already. */
async function inTurn<T>(work: () => Promise<T>): Promise<T | null> {
  if (turns.waiting >= MOST_WAITING) return null
  turns.waiting += 1
  const mine = turns.last.then(work)
  turns.last = mine.catch(() => {})
  try {
    return await mine
  } finally {
    turns.waiting -= 1
  }
}

/** What is kept of a password: `scrypt$N$r$p$salt$key`. Null where too many are being worked on. */
export async function hashPassword(password: string): Promise<string | null> {
  const salt = randomBytes(16)
  const key = await inTurn(() => derive(password, salt))
  return key && ["scrypt", COST.N, COST.r, COST.p, salt.toString("base64"), key.toString("base64")].join("$")
}

const NOBODY = ["scrypt", COST.N, COST.r, COST.p, Buffer.alloc(16).toString("base64"), Buffer.alloc(KEY_BYTES).toString("base64")].join("$")

/**
 * Whether a password is the one that was kept; `busy` where too many are being worked on. Without a kept one it takes
 * just as long, and is never right: nobody learns who has an account.
 */
export async function verifyPassword(password: string, kept: string | null): Promise<"right" | "wrong" | "busy"> {
  const [, , , , salt = "", key = ""] = (kept ?? NOBODY).split("$")
  const derived = await inTurn(() => derive(password, Buffer.from(salt, "base64")))
  if (derived === null) return "busy"
  const isEqual = timingSafeEqual(derived, Buffer.from(key, "base64"))
  return isEqual && kept !== null ? "right" : "wrong"
}

/** Why a password may not be chosen; null where it may. Any signs are allowed, and none are asked for. */
export function passwordProblem(password: string, email: string): AccessNote | null {
  const length = [...password].length
  if (length < PASSWORD_MIN) return "password_short"
  if (length > PASSWORD_MAX) return "password_long"
  const plain = password.toLowerCase()
  if (new Set(plain).size < 5 || COMMON_PASSWORDS.has(plain)) return "password_common"
  const own = [email.toLowerCase(), email.toLowerCase().split("@")[0] ?? "", "portline"].filter((text) => text.length >= 4)
  const rest = own.reduce((left, text) => left.replaceAll(text, ""), plain)
  return [...rest].length < PASSWORD_MIN / 2 ? "password_own" : null
}
