"use client"

import type { FormEvent } from "react"
import { showToast } from "#lib/client/toasts.ts"
import { useChoosePreferences, usePreferences } from "#lib/client/use-preferences.ts"
import { urls } from "#lib/contract.ts"
import { ChoiceField } from "./choice-field.tsx"
import { ZoneField } from "./zone-field.tsx"

const THEMES = [
  ["system", "As the system"],
  ["light", "Light"],
  ["dark", "Dark"],
] as const
const HOURS = [
  ["24", "24 hours (16:00)"],
  ["12", "12 hours (4:00 pm)"],
] as const
const DENSITIES = [
  ["comfortable", "Comfortable (44 px)"],
  ["compact", "Compact (32 px)"],
] as const
const KEYS = [
  ["on", "On"],
  ["off", "Off: only keys with Ctrl or ⌘, Tab and Enter"],
] as const

/** A reader's choices for this browser. Without JavaScript the form is posted. */
export function PreferencesForm() {
  const { hour12, theme, density, singleKeys } = usePreferences()
  const choose = useChoosePreferences()
  const save = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    choose(Object.fromEntries([...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value)])))
    showToast("Preferences saved in this browser.")
  }
  return (
    <form action={urls.api.preferences} method="post" onSubmit={save} className="flex max-w-prose flex-col items-start gap-5">
      <input type="hidden" name="back" value={urls.settingsTab("you")} />
      <ZoneField />
      <ChoiceField name="hours" legend="Hours" choices={HOURS} chosen={hour12 ? "12" : "24"} />
      <ChoiceField name="theme" legend="Theme" choices={THEMES} chosen={theme} />
      <ChoiceField name="density" legend="Rows of lists" choices={DENSITIES} chosen={density} />
      <ChoiceField name="keys" legend="Single keys (? lists them)" choices={KEYS} chosen={singleKeys ? "on" : "off"} />
      <button type="submit" className="control border-link font-medium text-link">
        Save preferences
      </button>
    </form>
  )
}
