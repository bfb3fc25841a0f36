"use client"

import { useId, useState } from "react"
import { usePreferences } from "#lib/client/use-preferences.ts"
import { isZone } from "#lib/format/preferences.ts"

/** A zone by its name; empty for the browser's own. The names are listed once somebody is about to choose. */
export function ZoneField() {
  const { zone, zoneFrom } = usePreferences()
  const [zones, setZones] = useState<readonly string[]>([])
  const [id, list] = [useId(), useId()]
  const chosen = zoneFrom === "chosen" ? zone : ""
  return (
    <div className="flex w-full flex-col items-start gap-1">
      <label htmlFor={id} className="font-medium">
        Time zone
      </label>
      <input
        key={chosen}
        id={id}
        name="zone"
        defaultValue={chosen}
        list={list}
        autoComplete="off"
        spellCheck={false}
        placeholder={zoneFrom === "unknown" ? "The browser's own" : `The browser's own${chosen ? "" : ` (${zone})`}`}
        onInput={({ currentTarget: field }) => {
          const given = field.value.trim()
          field.setCustomValidity(given === "" || isZone(given) ? "" : `There is no time zone ${given}. Names are like Europe/Berlin.`)
        }}
        onFocus={() => setZones(Intl.supportedValuesOf("timeZone"))}
        className="control w-full max-w-72"
        aria-describedby={`${id}-help`}
      />
      <datalist id={list}>
        {["UTC", ...zones].map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <p id={`${id}-help`} className="text-xs text-text-3">
        As in Europe/Berlin. Empty: the browser's own.
      </p>
    </div>
  )
}
