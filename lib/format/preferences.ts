/** What a reader may choose for this browser. The cookies are read on the server, so that its page and the browser's agree. */

const THEMES = ["system", "light", "dark"] as const
const DENSITIES = ["comfortable", "compact"] as const
const HOURS = ["24", "12"] as const
const SWITCH = ["on", "off"] as const

export type Preferences = {
  /** The IANA zone that times are shown in. */
  readonly zone: string
  /** `unknown`: the browser has not told its zone yet, and UTC stands in for it. */
  readonly zoneFrom: "chosen" | "browser" | "unknown"
  readonly hour12: boolean
  readonly theme: (typeof THEMES)[number]
  readonly density: (typeof DENSITIES)[number]
  /** Whether keys without Ctrl or ⌘ do anything (WCAG 2.1.4). */
  readonly singleKeys: boolean
}

/** Some of the choices, as a form names them. An empty zone is the browser's own. */
export type PreferenceChoice = Partial<Readonly<Record<"zone" | "hours" | "theme" | "density" | "keys" | "browser_zone", string>>>

const YEAR_SECONDS = 365 * 24 * 60 * 60
const NAMES = ["zone", "hours", "theme", "density", "keys", "browser_zone"] as const

type PreferenceName = (typeof NAMES)[number]

/** Cookies know no port: the name keeps them apart from another server's on this host. */
export const preferenceCookie = (name: PreferenceName): string => `portline_${name}`

function oneOf<Value extends string>(allowed: readonly Value[], text: string | undefined): Value | null {
  return allowed.find((value) => value === text) ?? null
}

/** Whether this runtime knows a zone by that name. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{1,63}$/.test(name)) return false
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }) !== null
  } catch {
    return false
  }
}

/** The preferences that some cookies hold. What is missing or unknown is the default, never an error. */
export function readPreferences(cookie: (name: string) => string | undefined): Preferences {
  const given = (name: PreferenceName): string | undefined => cookie(preferenceCookie(name))
  const zoneOf = (name: PreferenceName): string | null => (isZone(given(name) ?? "") ? (given(name) ?? null) : null)
  const [chosen, browsers] = [zoneOf("zone"), zoneOf("browser_zone")]
  return {
    zone: chosen ?? browsers ?? "UTC",
    zoneFrom: chosen ? "chosen" : browsers ? "browser" : "unknown",
    hour12: given("hours") === "12",
    theme: oneOf(THEMES, given("theme")) ?? "system",
    density: oneOf(DENSITIES, given("density")) ?? "comfortable",
    singleKeys: given("keys") !== "off",
  }
}

function isAllowed(name: PreferenceName, value: string): boolean {
  if (name === "theme") return oneOf(THEMES, value) !== null
  if (name === "density") return oneOf(DENSITIES, value) !== null
  if (name === "hours") return oneOf(HOURS, value) !== null
  if (name === "keys") return oneOf(SWITCH, value) !== null
  return value === "" || isZone(value)
}

/**
 * The cookies that keep a choice, as `Set-Cookie` and `document.cookie` both take them. What is not chosen stays as
 * it is; a value that is not allowed goes back to the default.
 */
export function cookiesOf(choice: PreferenceChoice): string[] {
  return NAMES.flatMap((name) => {
    const value = choice[name]?.trim()
    if (value === undefined) return []
    const kept = isAllowed(name, value) ? value : ""
    const age = kept === "" ? 0 : YEAR_SECONDS
    return [`${preferenceCookie(name)}=${encodeURIComponent(kept)}; Path=/; Max-Age=${age}; SameSite=Lax`]
  })
}
