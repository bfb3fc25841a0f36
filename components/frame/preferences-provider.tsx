"use client"

import { type ReactNode, useCallback, useEffect, useMemo, useState } from "react"
import { PreferencesContext } from "#lib/client/use-preferences.ts"
import { cookiesOf, type PreferenceChoice, type Preferences, preferenceCookie, readPreferences } from "#lib/format/preferences.ts"

function browserCookie(name: string): string | undefined {
  const found = document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`))
  return found && decodeURIComponent(found.slice(name.length + 1))
}

function keep(choice: PreferenceChoice): Preferences {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in browsers still in use
  for (const cookie of cookiesOf(choice)) document.cookie = cookie
  const kept = readPreferences(browserCookie)
  Object.assign(document.documentElement.dataset, { theme: kept.theme, density: kept.density })
  return kept
}

type ProviderProps = { readonly initial: Preferences; readonly madeAt: number; readonly children: ReactNode }

/** Hands every part of a page the reader's preferences, and tells the server the browser's zone for the next page. */
export function PreferencesProvider({ initial, madeAt, children }: ProviderProps) {
  const [preferences, setPreferences] = useState(initial)
  const choose = useCallback((choice: PreferenceChoice) => setPreferences(keep(choice)), [])
  useEffect(() => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
    // Another page may have kept the zone while this one was still being made without it.
    const isShown = initial.zoneFrom === "chosen" || initial.zone === zone
    if (!isShown || browserCookie(preferenceCookie("browser_zone")) !== zone) choose({ browser_zone: zone })
  }, [choose, initial])
  const value = useMemo(() => ({ preferences, choose, madeAt }), [preferences, choose, madeAt])
  return <PreferencesContext value={value}>{children}</PreferencesContext>
}
