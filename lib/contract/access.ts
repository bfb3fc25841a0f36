/** Who may look and change, as pages and answers tell it. */

export const ROLES = ["viewer", "coordinator", "admin"] as const
export type Role = (typeof ROLES)[number]

/**
 * What there is to be allowed: `read` every screen and answer · `handle` what waits for a person (retry, pen, gaps) ·
 * `configure` guide, clocks, sample, test event · `administer` members, keys, audit.
 */
const PERMISSIONS = ["read", "handle", "configure", "administer"] as const
export type Permission = (typeof PERMISSIONS)[number]

/** What an API key may be made for. No key lets in others: that is for persons. */
export const SCOPES = ["read", "handle", "configure"] as const
export type Scope = (typeof SCOPES)[number]

/** 401: nobody that is known; 403: somebody who may not. */
export class AccessRefused extends Error {
  readonly status: 401 | 403
  constructor(status: 401 | 403, message: string) {
    super(message)
    this.status = status
  }
}

/** Who is signed in, as the frame shows it; null where nobody has to sign in. */
export type SignedIn = { readonly name: string; readonly email: string; readonly role: Role }

export type MemberJson = {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly role: Role
  readonly disabled_at: string | null
  readonly created_at: string
  readonly last_seen_at: string | null
  /** How many browsers are signed in now. */
  readonly sessions: number
}

export type InvitationKind = "setup" | "invite" | "reset"
export type InvitationJson = {
  readonly id: string
  readonly kind: InvitationKind
  readonly email: string | null
  readonly role: Role | null
  readonly created_by: string
  readonly expires_at: string
}

export type SessionJson = {
  /** Not its token: what names it here. */
  readonly id: string
  readonly created_at: string
  readonly seen_at: string
  readonly expires_at: string
  readonly address: string
  readonly user_agent: string
  /** The one that asks. */
  readonly current: boolean
}

export type ApiKeyJson = {
  readonly id: string
  readonly name: string
  /** Its first characters. */
  readonly hint: string
  readonly scopes: readonly Scope[]
  readonly created_by: string
  readonly created_at: string
  readonly expires_at: string
  readonly last_used_at: string | null
  readonly revoked_at: string | null
}

export type AuditJson = {
  readonly id: string
  readonly at: string
  readonly actor: string
  /** Of the member who did it: names are chosen, and two may be called alike. */
  readonly actor_email: string | null
  readonly action: string
  readonly target: string | null
  readonly detail: string | null
  readonly address: string | null
}

/** The header by which the server names the client's address to pages and routes; what a client sends under it is dropped. */
export const CLIENT_ADDRESS = "x-portline-address"

export const PASSWORD_MIN = 12
export const PASSWORD_MAX = 200
export const NAME_MAX = 100

/** What came of a deed, or why not, as addresses carry it; lib/format/access-words.ts has the words. */
export const ACCESS_NOTES = [
  "wrong",
  "limited",
  "busy",
  "provider_failed",
  "not_a_member",
  "signed_out",
  "link_gone",
  "email_wrong",
  "email_taken",
  "name_wrong",
  "role_wrong",
  "password_short",
  "password_long",
  "password_common",
  "password_own",
  "password_wrong",
  "password_changed",
  "last_admin",
  "no_such_member",
  "member_disabled",
  "invited",
  "withdrawn",
  "role_changed",
  "disabled",
  "enabled",
  "reset_made",
  "sessions_ended",
  "scopes_wrong",
  "days_wrong",
  "key_made",
  "key_revoked",
  "brand_saved",
] as const
export type AccessNote = (typeof ACCESS_NOTES)[number]
