import { useRouter } from "next/navigation"
import { copyText } from "#lib/client/copy-text.ts"
import { openOverlay } from "#lib/client/overlays.ts"
import { useChoosePreferences, usePreferences } from "#lib/client/use-preferences.ts"
import { PLACES } from "#lib/format/places.ts"
import type { PaletteItem } from "./palette-item.ts"

const hotkeyElement = (key: string): HTMLElement | null => document.querySelector<HTMLElement>(`main [data-hotkey="${key}"]`)

/** What the page at hand offers by key, offered by name too. */
function pageActions(): PaletteItem[] {
  const offered = [
    { key: "y", label: "Copy support key" },
    { key: "m", label: "Copy message for the customer" },
    { key: "f", label: "Filter this list" },
    { key: "u", label: "Back to the list" },
  ].flatMap(({ key, label }): PaletteItem[] => {
    const element = hotkeyElement(key)
    return element ? [{ value: `key ${key}`, label, hint: key, run: () => element.click() }] : []
  })
  const copy = (): void => void copyText(location.href, { done: "Copied the address of this page.", what: "the address" })
  return [...offered, { value: "address", label: "Copy the address of this page", run: copy }]
}

/** Everything that the palette can do but find orders. */
export function usePaletteActions(): readonly PaletteItem[] {
  const [router, { theme, density, singleKeys }, choose] = [useRouter(), usePreferences(), useChoosePreferences()]
  const places = PLACES.map(({ name, href, letter }) => {
    return { value: href, label: `Go to ${name}`, hint: `g ${letter}`, run: () => router.push(href) }
  })
  const themes = (["light", "dark", "system"] as const)
    .filter((each) => each !== theme)
    .map((each) => ({ value: `theme ${each}`, label: `Theme: ${each}`, run: () => choose({ theme: each }) }))
  const other = density === "compact" ? "comfortable" : "compact"
  const keys = singleKeys ? "off" : "on"
  return [
    ...pageActions(),
    ...places,
    ...themes,
    { value: "density", label: `Rows: ${other}`, run: () => choose({ density: other }) },
    { value: "keys", label: `Single keys: ${keys}`, run: () => choose({ keys }) },
    { value: "help", label: "List of keys", hint: "?", run: () => openOverlay("keys") },
  ]
}
