import type { AccessNote } from "./access.ts"

const query = (path: string, given: Readonly<Record<string, string | undefined>>): string => {
  const entries = Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== "")
  return entries.length === 0 ? path : `${path}?${new URLSearchParams(entries)}`
}

export const accessUrls = {
  signIn: (given: { readonly next?: string; readonly note?: AccessNote } = {}): string => query("/sign-in", given),
  setup: (token: string, note?: AccessNote): string => query("/setup", { token, note }),
  api: {
    signIn: "/api/sign-in",
    signOut: "/api/sign-out",
    setup: "/api/setup",
    oidcStart: (next?: string): string => query("/api/oidc/start", { next }),
    password: "/api/password",
    endSessions: "/api/sessions/end",
    invite: "/api/members/invite",
    withdraw: (id: string): string => `/api/members/invitations/${id}/withdraw`,
    member: (id: string): string => `/api/members/${id}`,
    keys: "/api/keys",
    revokeKey: (id: string): string => `/api/keys/${id}/revoke`,
    auditCsv: (given: Readonly<Record<string, string | undefined>> = {}): string => query("/api/audit.csv", given),
  },
} as const
