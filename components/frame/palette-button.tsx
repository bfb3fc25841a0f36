"use client"

import Command from "lucide-react/icons/command"
import { openOverlay } from "#lib/client/overlays.ts"

/** The palette's way in for whoever does not know its key. */
export function PaletteButton() {
  return (
    <button type="button" className="control" onClick={() => openOverlay("palette")} aria-keyshortcuts="Control+K Meta+K">
      <Command size={16} strokeWidth={1.75} aria-hidden="true" />
      <span className="sr-only">Commands</span>
      <kbd className="max-lg:hidden">Ctrl K</kbd>
    </button>
  )
}
