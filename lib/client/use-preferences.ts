import { createContext, useContext } from "react"
import { type PreferenceChoice, type Preferences, readPreferences } from "#lib/format/preferences.ts"

export type PreferencesValue = {
  readonly preferences: Preferences
  /** Keeps a choice in this browser and shows it at once. */
  readonly choose: (choice: PreferenceChoice) => void
  /** The server's time when it made the page, in milliseconds: the browser's first rendering uses it too. */
  readonly madeAt: number
}

export const PreferencesContext = createContext<PreferencesValue>({
  preferences: readPreferences(() => undefined),
  choose: () => {},
  madeAt: 0,
})

export const usePreferences = (): Preferences => useContext(PreferencesContext).preferences
/** Keeps a choice in this browser and shows it at once. */
export const useChoosePreferences = (): PreferencesValue["choose"] => useContext(PreferencesContext).choose
