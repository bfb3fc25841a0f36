import { clearAttempts, giveBack, type Limit, networkOf, takeAttempt } from "#lib/access/attempts.ts"
import { recordDeed } from "#lib/access/audit.ts"
import { verifyPassword } from "#lib/access/password.ts"
import { type Browser, openSession } from "#lib/access/sessions.ts"
import { hashToken, newToken } from "#lib/access/token.ts"
import { accessDb, publicDb } from "#lib/db/client.ts"
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

/** One in so many sign-ins clears away what is long over. */
const CLEAR_SHARE = 0.01

export type SignedInOutcome =
  | { readonly ok: true; readonly session: string; readonly known: string | null }
  | { readonly ok: false; readonly reason: "wrong" | "busy" }
  | { readonly ok: false; readonly reason: "limited"; readonly retryAfter: number }

type Credentials = { readonly email: string; readonly password: string; readonly known: string | null; readonly browser: Browser }

const hex = (text: string): string => Buffer.from(hashToken(text)).toString("hex")

async function isKnownTo(emailKey: string, known: string | null): Promise<boolean> {
  if (known === null) return false
  const rows = await publicDb().$queryRaw<unknown[]>`
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

/** `verified`: the kept password that was found right; left out where it was not by one. */
type Entering = { readonly id: string; readonly name: string; readonly verified?: string | null }

/**
 * What each way of signing in ends with: a new session, a browser that is known again, a line of the audit. Null where
 * the member was disabled, or the password changed, while it was looked at.
 */
export async function beginSession({ id, name, verified }: Entering, browser: Browser, known: string | null) {
  const session = await openSession(id, browser, verified)
  if (session === null) return null
  await recordDeed(accessDb(), { id, name, address: browser.address }, { action: "signed_in", detail: browser.userAgent })
  return { ok: true, session, known: known === null ? await rememberBrowser(id) : null } as const
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
        // First: an address that is over its own limit takes nothing from an account's.
        [`address ${networkOf(browser.address)}`, SIGN_IN_LIMITS.address],
        [`account ${hex(emailKey)}`, SIGN_IN_LIMITS.account],
      ]
  if (Math.random() < CLEAR_SHARE) await clearAttempts()
  const wait = await takeTries(names)
  if (wait !== null) return { ok: false, reason: "limited", retryAfter: wait }
  const [account] = await publicDb().$queryRaw<Account[]>`
    SELECT id::text, name, password FROM members WHERE email_key = ${emailKey} AND disabled_at IS NULL`
  const verdict = await verifyPassword(password, account?.password ?? null)
  if (verdict === "right" && account) {
    await giveBack(names.map(([name]) => name))
    const begun = await beginSession({ ...account, verified: account.password }, browser, isKnown ? known : null)
    return begun ?? { ok: false, reason: "wrong" }
  }
  if (verdict === "busy") await giveBack(names.map(([name]) => name))
  else log.warn({ address: browser.address }, "A sign-in with a wrong address or password was refused.")
  return { ok: false, reason: verdict === "busy" ? "busy" : "wrong" }
}
