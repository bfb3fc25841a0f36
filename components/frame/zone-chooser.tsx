"use client"

import Globe from "lucide-react/icons/globe"
import { usePathname } from "next/navigation"
import type { FormEvent } from "react"
import { showToast } from "#lib/client/toasts.ts"
import { useChoosePreferences, usePreferences } from "#lib/client/use-preferences.ts"
import { urls } from "#lib/contract.ts"
import { ZoneField } from "../settings/zone-field.tsx"
import { Popover } from "../ui/popover.tsx"

/** Names the zone that times are shown in, and lets it be changed. Without JavaScript the form is posted. */
export function ZoneChooser() {
  const { zone } = usePreferences()
  const [choose, path] = [useChoosePreferences(), usePathname()]
  const save = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    choose({ zone: String(new FormData(event.currentTarget).get("zone") ?? "") })
    event.currentTarget.closest("details")?.removeAttribute("open")
    showToast("Time zone saved in this browser.")
  }
  return (
    <Popover
      align="end"
      summary={
        <>
          <Globe size={16} strokeWidth={1.75} aria-hidden="true" />
          <span className="sr-only">Time zone: </span>
          <span className="max-sm:sr-only" translate="no">
            {zone.split("/").at(-1)?.replaceAll("_", " ")}
          </span>
        </>
      }
    >
      <form action={urls.api.preferences} method="post" onSubmit={save} className="flex flex-col items-start gap-3 p-2">
        <input type="hidden" name="back" value={path} />
        <p className="text-sm text-text-2">
          Times are shown in <strong translate="no">{zone}</strong>.
        </p>
        <ZoneField />
        <button type="submit" className="control">
          Save
        </button>
      </form>
    </Popover>
  )
}
