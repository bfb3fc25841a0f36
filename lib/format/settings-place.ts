import type { RawQuery } from "./list-query.ts"

/** The sections of the settings; some are for admins only. */
export const SETTINGS_TABS = [
  ["webhook", "Webhook"],
  ["guide", "Exception guide"],
  ["clocks", "Clocks"],
  ["file", "Import and export"],
  ["customers", "Customers’ links"],
  ["members", "Members"],
  ["keys", "API keys"],
  ["audit", "Audit"],
  ["you", "You"],
] as const

export type SettingsTab = (typeof SETTINGS_TABS)[number][0]

export const ADMIN_TABS: readonly SettingsTab[] = ["members", "keys", "audit"]

/** Where in the settings a URL leads. */
export type SettingsPlace = {
  readonly tab: SettingsTab
  /** A tab that there is not. */
  readonly unknownTab: string | null
  /** The row of the guide that is edited. */
  readonly code: string | null
  /** What was entered and not saved. */
  readonly draft: string | null
  /** An earlier version that fills the form in. */
  readonly from: number | null
  readonly isReset: boolean
  /** How many orders the last save moved. */
  readonly saved: number | null
}

const first = (value: string | string[] | undefined): string | null => [value].flat()[0]?.trim() || null
const numberOf = (text: string | null): number | null => (text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null)

export function settingsPlace(raw: RawQuery): SettingsPlace {
  const asked = first(raw.tab)
  const tab = SETTINGS_TABS.find(([name]) => name === asked)?.[0]
  return {
    tab: tab ?? "webhook",
    unknownTab: asked !== null && !tab ? asked : null,
    code: first(raw.code),
    draft: first(raw.draft),
    from: numberOf(first(raw.from)),
    isReset: raw.act === "reset",
    saved: numberOf(first(raw.saved)),
  }
}

export const settingsTabName = (tab: SettingsTab): string => SETTINGS_TABS.find(([name]) => name === tab)?.[1] ?? tab
