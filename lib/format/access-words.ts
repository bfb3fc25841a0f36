import { ACCESS_NOTES, type AccessNote, NAME_MAX, PASSWORD_MAX, PASSWORD_MIN, type Role, type Scope } from "#lib/contract/access.ts"

/** What came of a deed, in words for who did it. */
const NOTES: Readonly<Record<AccessNote, string>> = {
  wrong: "The e-mail address or the password is wrong.",
  limited: "There were too many wrong tries. Wait a quarter of an hour, or sign in from a browser that you have used before.",
  busy: "Too many sign in at this moment. Try again in some seconds.",
  provider_failed: "The sign-in at your provider was not completed. Try again.",
  not_a_member: "Your provider knows you, but you are no member here. Ask an admin to invite the address that it has of you.",
  signed_out: "You are signed out.",
  link_gone: "This link was used already, withdrawn, or is over. Ask an admin for another one.",
  email_wrong: "An e-mail address like ana@example.com is needed.",
  email_taken: "Somebody with this e-mail address is a member already.",
  name_wrong: `A name of 1 to ${NAME_MAX} characters is needed, and none by which Portline calls itself.`,
  role_wrong: "One of viewer, coordinator, admin is needed as role.",
  password_short: `A password has at least ${PASSWORD_MIN} characters. Several words make a good one.`,
  password_long: `A password has at most ${PASSWORD_MAX} characters.`,
  password_common: "This password is among those that are tried first. Choose another.",
  password_own: "This password is little more than your address or this product’s name. Choose another.",
  password_wrong: "The present password is wrong.",
  password_changed: "Your password is changed. All other browsers are signed out.",
  last_admin: "Nobody would be left who is an admin and may sign in. Make somebody else an admin first.",
  no_such_member: "There is no such member.",
  member_disabled: "The member is disabled, and a new password would open nothing. Enable them first.",
  invited: "The invitation is made. Hand this link over: it is shown only now, and lets one person in, within three days.",
  withdrawn: "The invitation is withdrawn: its link opens nothing any more.",
  role_changed: "The role is changed. It holds at once. Invitations and API keys of whoever is no admin any more open nothing.",
  disabled: "The member is disabled, and signed out everywhere. Invitations and API keys that they made open nothing any more.",
  enabled: "The member may sign in again.",
  reset_made: "Hand this link over: it is shown only now, and lets that member choose a new password, once, within three days.",
  sessions_ended: "Those browsers are signed out.",
  scopes_wrong: "At least one of read, handle, configure is needed as scope.",
  days_wrong: "A whole number of days from 1 to 366 is needed.",
  key_made: "The key is made. Copy it now: it is shown only this once.",
  key_revoked: "The key is revoked. It opens nothing any more.",
  brand_saved: "Saved. Customers read it from now on.",
}

export const noteText = (note: AccessNote): string => NOTES[note]

/** Those that tell that a thing was done; any other tells why not. */
const DONE: readonly AccessNote[] = [
  "signed_out",
  "password_changed",
  "invited",
  "withdrawn",
  "role_changed",
  "disabled",
  "enabled",
  "reset_made",
  "sessions_ended",
  "key_made",
  "key_revoked",
  "brand_saved",
]
export const isDone = (note: AccessNote): boolean => DONE.includes(note)

/** A note that an address carries; null for anything else. */
export function readNote(value: string | string[] | undefined): AccessNote | null {
  return ACCESS_NOTES.find((note) => note === value) ?? null
}

export const ROLE_WORDS: Readonly<Record<Role, { readonly name: string; readonly may: string }>> = {
  viewer: { name: "Viewer", may: "reads every screen" },
  coordinator: { name: "Coordinator", may: "also makes customers’ links, retries events, releases what is in the pen, and closes gaps" },
  admin: { name: "Admin", may: "also changes guide and clocks, members and keys, and reads the audit" },
}

export const SCOPE_WORDS: Readonly<Record<Scope, string>> = {
  read: "Read everything, metrics too",
  handle: "Retry events, release what is in the pen, close gaps, make customers’ links; reads, too",
  configure: "Change guide and clocks, send test events; reads, too",
}

const DEED_WORDS: Readonly<Record<string, string>> = {
  signed_in: "Signed in",
  signed_out: "Signed out",
  sessions_ended: "Sessions ended",
  set_up: "First admin made",
  joined: "Joined by invitation",
  password_changed: "Password changed",
  invited: "Invited",
  invitation_withdrawn: "Invitation withdrawn",
  role_changed: "Role changed",
  member_disabled: "Member disabled",
  member_enabled: "Member enabled",
  reset_made: "Link for a new password made",
  key_made: "API key made",
  key_revoked: "API key revoked",
  raw_read: "Raw body read",
  exported: "Exported",
  event_retried: "Event retried",
  pen_released: "Released from the pen",
  pen_reverified: "Pen re-verified",
  gap_closed: "Gap closed",
  guide_changed: "Guide changed",
  clocks_changed: "Clocks changed",
  rules_imported: "Rules imported",
  sample_added: "Sample added",
  sample_removed: "Sample removed",
  order_deleted: "Order’s data deleted",
  bodies_deleted: "Old bodies deleted",
  link_made: "Customer’s link made",
  link_revoked: "Customer’s link revoked",
  brand_changed: "What customers read changed",
}
/** A deed's name; one of a later version as it is written. */
export const deedText = (action: string): string => DEED_WORDS[action] ?? action

/** What a browser says of itself, in two words; its own text where neither is known. */
export function browserText(userAgent: string): string {
  const browsers: readonly (readonly [RegExp, string])[] = [
    [/\bEdg\//, "Edge"],
    [/\bOPR\//, "Opera"],
    [/\bFirefox\//, "Firefox"],
    [/Chrome\//, "Chrome"],
    [/\bSafari\//, "Safari"],
  ]
  const systems: readonly (readonly [RegExp, string])[] = [
    [/\bAndroid\b/, "Android"],
    [/\biPhone|iPad\b/, "iOS"],
    [/\bWindows\b/, "Windows"],
    [/\bMac OS X\b/, "macOS"],
    [/\bLinux\b/, "Linux"],
  ]
  const [browser, system] = [browsers, systems].map((list) => list.find(([sign]) => sign.test(userAgent))?.[1])
  if (browser && system) return `${browser} on ${system}`
  return browser ?? system ?? (userAgent.slice(0, 60) || "Unknown browser")
}
