import { isIPv6 } from "node:net"
import { clearAttempts, giveBack, type Limit, takeAttempt } from "#lib/access/attempts.ts"
import { recordDeed } from "#lib/access/audit.ts"
import { verifyPassword } from "#lib/access/password.ts"
import { type Browser, openSession } from "#lib/access/sessions.ts"
import { hashToken, newToken } from "#lib/access/token.ts"
import { accessDb, signInDb } from "#lib/db/client.ts"
import { log } from "#lib/log.ts"

/**
 * Wrong tries, counted before a password is looked at: on one account, whoever tries; from one address, on whatever
 * accounts. A browser in which the member has signed in before has tries of its own, so that others' cannot keep it out.
 */
export const SIGN_IN_LIMITS = {
  account: { count: 10, seconds: 15 * 60 },
  address: { count: 50, seconds: 15 * 60 },
  known: { count: 10, seconds: 15 * 60 },
} as const satisfies Record<string, Limit>

export type SignedInOutcome =
  | { readonly ok: true; readonly session: string; readonly known: string | null }
  | { readonly ok: false; readonly reason: "wrong" | "busy" }
  | { readonly ok: false; readonly reason: "limited"; readonly retryAfter: number }

type Credentials = { readonly email: string; readonly password: string; readonly known: string | null; readonly browser: Browser }

const hex = (text: string): string => Buffer.from(hashToken(text)).toString("hex")

/** Whoever has one IPv6 address has all of its network's. */
function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  const [head = "", tail] = address.split("::")
  const groups = head.split(":").filter(Boolean)
  const rest = tail === undefined ? [] : tail.split(":").filter(Boolean)
  const all = [...groups, ...Array<string>(Math.max(0, 8 - groups.length - rest.length)).fill("0"), ...rest]
  return `${all.slice(0, 4).join(":")}::/64`
}

async function isKnownTo(emailKey: string, known: string | null): Promise<boolean> {
  if (known === null) return false
  const rows = await signInDb().$queryRaw<unknown[]>`
    SELECT 1 FROM known_browsers k JOIN members m ON m.id = k.member_id
    WHERE k.token_hash = ${hashToken(known)} AND m.email_key = ${emailKey} AND k.created_at > clock_timestamp() - interval '180 days'`
  return rows.length > 0
}

/** Counts the try under each of its names; how long to wait where there were too many. */
async function takeTries(names: readonly (readonly [string, Limit])[]): Promise<number | null> {
  for (const [name, limit] of names) {
    const taken = await takeAttempt(name, limit)
    if (!taken.ok) return taken.retryAfter
  }
  return null
}

async function rememberBrowser(memberId: string): Promise<string> {
  const token = newToken()
  await accessDb().$executeRaw`
    INSERT INTO known_browsers (token_hash, member_id, created_at) VALUES (${hashToken(token)}, ${memberId}::uuid, clock_timestamp())`
  return token
}

type Account = { readonly id: string; readonly name: string; readonly password: string | null }

/** What each way of signing in ends with: a new session, a browser that is known again, a line of the audit. */
export async function beginSession(member: { readonly id: string; readonly name: string }, browser: Browser, known: string | null) {
  const session = await openSession(member.id, browser)
  await recordDeed(accessDb(), { ...member, address: browser.address }, { action: "signed_in", detail: browser.userAgent })
  return { ok: true, session, known: known === null ? await rememberBrowser(member.id) : null } as const
}

/**
 * Signs in by e-mail address and password. An unknown address is answered as a wrong password is, in the same time.
 * @see SIGN_IN_LIMITS
 */
export async function signIn({ email, password, known, browser }: Credentials): Promise<SignedInOutcome> {
  const emailKey = email.trim().toLowerCase()
  const isKnown = await isKnownTo(emailKey, known)
  const names: [string, Limit][] = isKnown
    ? [[`known ${hex(known ?? "")}`, SIGN_IN_LIMITS.known]]
    : [
        [`account ${hex(emailKey)}`, SIGN_IN_LIMITS.account],
        [`address ${networkOf(browser.address)}`, SIGN_IN_LIMITS.address],
      ]
  const wait = await takeTries(names)
  if (wait !== null) return { ok: false, reason: "limited", retryAfter: wait }
  const [account] = await signInDb().$queryRaw<Account[]>`
    SELECT id::text, name, password FROM members WHERE email_key = ${emailKey} AND disabled_at IS NULL`
  const verdict = await verifyPassword(password, account?.password ?? null)
  if (verdict === "right" && account) {
    await giveBack(names.map(([name]) => name))
    await clearAttempts()
    return beginSession(account, browser, isKnown ? known : null)
  }
  if (verdict === "busy") await giveBack(names.map(([name]) => name))
  else log.warn({ address: browser.address }, "A sign-in with a wrong address or password was refused.")
  return { ok: false, reason: verdict === "busy" ? "busy" : "wrong" }
}
