import { randomUUID } from "node:crypto"
import { recordDeed } from "#lib/access/audit.ts"
import { isMemberName } from "#lib/access/names.ts"
import { endOidc, type OidcPerson, type OidcTry } from "#lib/access/oidc.ts"
import type { Browser } from "#lib/access/sessions.ts"
import { NAME_MAX } from "#lib/contract/access.ts"
import { accessDb } from "#lib/db/client.ts"
import { log } from "#lib/log.ts"
import { beginSession } from "./sign-in.ts"

type Found = { readonly id: string; readonly name: string; readonly disabled: boolean; readonly joined: boolean }
export type OidcOutcome =
  | { readonly ok: true; readonly session: string; readonly known: string | null }
  | { readonly ok: false; readonly note: "provider_failed" | "not_a_member" }

/**
 * The member that somebody is: known by the provider's name for them, else, once, by a verified address; or whoever was
 * invited at that address, who joins by this. Nobody becomes a member by having an account at the provider.
 */
async function memberOf({ subject, email, name }: OidcPerson): Promise<Found | null> {
  const [bySubject] = await accessDb().$queryRaw<Found[]>`
    SELECT id::text, name, disabled_at IS NOT NULL AS disabled, false AS joined FROM members WHERE oidc_subject = ${subject}`
  if (bySubject || email === null) return bySubject ?? null
  const [byEmail] = await accessDb().$queryRaw<Found[]>`
    UPDATE members SET oidc_subject = ${subject} WHERE email_key = lower(${email}) AND oidc_subject IS NULL
    RETURNING id::text, name, disabled_at IS NOT NULL AS disabled, false AS joined`
  if (byEmail) return byEmail
  const own = name?.trim().slice(0, NAME_MAX) ?? ""
  const called = isMemberName(own) ? own : email.slice(0, NAME_MAX)
  const [invited] = await accessDb().$queryRaw<Found[]>`
    WITH used AS (
      DELETE FROM invitations WHERE kind = 'invite' AND lower(email) = lower(${email}) AND expires_at > clock_timestamp() RETURNING email, role
    )
    INSERT INTO members (id, email, email_key, name, role, oidc_subject, created_at)
    SELECT ${randomUUID()}::uuid, email, lower(email), ${called}, role, ${subject}, clock_timestamp() FROM used LIMIT 1
    ON CONFLICT DO NOTHING RETURNING id::text, name, false AS disabled, true AS joined`
  return invited ?? null
}

/** Signs in whoever came back from the provider of OpenID Connect. `query`: what the provider added to our address. */
export async function signInByOidc(query: string, began: OidcTry, browser: Browser): Promise<OidcOutcome> {
  let person: OidcPerson
  try {
    person = await endOidc(query, began)
  } catch (error) {
    log.warn({ err: error, address: browser.address }, "A sign-in by OpenID Connect failed.")
    return { ok: false, note: "provider_failed" }
  }
  const member = await memberOf(person)
  if (!member || member.disabled) return { ok: false, note: "not_a_member" }
  const doer = { id: member.id, name: member.name, address: browser.address }
  if (member.joined) await recordDeed(accessDb(), doer, { action: "joined", target: person.email, detail: "OpenID Connect" })
  return (await beginSession(member, browser, null)) ?? { ok: false, note: "not_a_member" }
}
