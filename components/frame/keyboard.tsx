"use client"

import { usePathname, useRouter } from "next/navigation"
import { lazy, Suspense, useEffect, useRef, useSyncExternalStore } from "react"
import { listenForHotkeys } from "#lib/client/hotkeys.ts"
import { openOverlay, overlayStore } from "#lib/client/overlays.ts"
import { rememberOrder } from "#lib/client/recent-orders.ts"
import { usePreferences } from "#lib/client/use-preferences.ts"
import { urls } from "#lib/contract.ts"
import { PLACES } from "#lib/format/places.ts"

// Nobody's first page carries what only some will open.
const loadPalette = () => import("./palette.tsx").then(({ Palette }) => ({ default: Palette }))
const Palette = lazy(loadPalette)
const KeysDialog = lazy(() => import("./keys-dialog.tsx").then(({ KeysDialog }) => ({ default: KeysDialog })))

/** Remembers each order that was looked at. */
function useRecents(): void {
  const name = /^\/orders\/([^/]+)/.exec(usePathname())?.[1]
  useEffect(() => {
    if (name && !document.querySelector("[data-not-found]")) rememberOrder(decodeURIComponent(name))
  }, [name])
}

/** The lineage of the order whose page this is. */
function lineageAtHand(): string | null {
  const name = /^\/orders\/([^/]+)/.exec(location.pathname)?.[1]
  return name ? urls.lineage(decodeURIComponent(name)) : null
}

/** The keyboard model, and what it opens over the page. */
export function Keyboard() {
  const [router, { singleKeys }] = [useRouter(), usePreferences()]
  const overlay = useSyncExternalStore(overlayStore.watch, overlayStore.read, () => null)
  useRecents()
  const isOn = useRef(singleKeys)
  useEffect(() => {
    isOn.current = singleKeys
  }, [singleKeys])
  useEffect(
    () =>
      listenForHotkeys({
        singleKeys: () => isOn.current,
        openPalette: () => openOverlay("palette"),
        expectPalette: () => void loadPalette().catch(() => {}),
        isCovered: () => overlayStore.read() !== null,
        openKeys: () => openOverlay("keys"),
        placeOf: (letter) => (letter === "l" ? lineageAtHand() : (PLACES.find((place) => place.letter === letter)?.href ?? null)),
        go: (href) => router.push(href),
      }),
    [router],
  )
  return (
    <Suspense>
      {overlay === "palette" && <Palette />}
      {overlay === "keys" && <KeysDialog />}
    </Suspense>
  )
}
