import { AccessRefused, type Permission, ROLES, type Role, type Scope } from "#lib/contract/access.ts"

/** The one table of who may do what. */
const ALLOWED: Readonly<Record<Role, readonly Permission[]>> = {
  viewer: ["read"],
  coordinator: ["read", "handle"],
  admin: ["read", "handle", "configure", "administer"],
}

/** The role that a text names; null where it names none. */
export const roleOf = (text: string): Role | null => ROLES.find((role) => role === text) ?? null

/** Who is looking: `local` anybody on this machine, where there is no log-in. */
export type Viewer = {
  readonly kind: "local" | "member" | "key"
  /** Of the member or the key. */
  readonly id: string | null
  /** As the audit names it. */
  readonly name: string
  readonly email: string | null
  readonly role: Role | null
  readonly permissions: readonly Permission[]
  /** The address it comes from, where that is known. */
  readonly address: string | null
  /** The hash of its session's token, in hex, and whether that session was not seen for a minute; null for anybody but members. */
  readonly session: { readonly hash: string; readonly unseen: boolean } | null
}

export function roleViewer(role: Role, who: Omit<Viewer, "kind" | "role" | "permissions">): Viewer {
  return { ...who, kind: "member", role, permissions: ALLOWED[role] }
}

export function keyViewer(scopes: readonly Scope[], who: Pick<Viewer, "id" | "name" | "address">): Viewer {
  return { ...who, kind: "key", email: null, role: null, permissions: scopes, session: null }
}

/** Whoever is on this machine, where `AUTH=none`: all is allowed. */
export const LOCAL_VIEWER: Viewer = {
  kind: "local",
  id: null,
  name: "this machine",
  email: null,
  role: "admin",
  permissions: ALLOWED.admin,
  address: null,
  session: null,
}

export function may(viewer: Viewer, permission: Permission): boolean {
  return viewer.permissions.includes(permission)
}

const NEEDED: Readonly<Record<Permission, string>> = {
  read: "the right to read",
  handle: "the role of a coordinator or an admin",
  configure: "the role of an admin",
  administer: "the role of an admin",
}

/** Throws where a viewer may not: called by every query and command, whoever asked for it. */
export function authorize(viewer: Viewer, permission: Permission): void {
  if (may(viewer, permission)) return
  const needed = viewer.kind === "key" ? `a key with the scope "${permission}"` : NEEDED[permission]
  throw new AccessRefused(403, permission === "administer" && viewer.kind === "key" ? "No key may do that." : `That needs ${needed}.`)
}
