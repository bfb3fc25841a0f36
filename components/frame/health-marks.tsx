"use client"

import { useLiveJson } from "#lib/client/use-live-json.ts"
import { useLiveState } from "#lib/client/use-live-state.ts"
import { type EventListJson, urls } from "#lib/contract.ts"
import { Time } from "../ui/time.tsx"

const LATEST = urls.api.events(new URLSearchParams({ limit: "1" }))
const always = (): boolean => true

const LOOKS = {
  starting: { dot: "bg-neutral", word: "As loaded" },
  live: { dot: "bg-done", word: "Live" },
  offline: { dot: "bg-ending", word: "Offline, asking every 30 s" },
} as const

/** Two healths that are never one: whether this screen is fresh, and when Telnyx last spoke. */
export function HealthMarks({ latest }: { latest: EventListJson }) {
  const { dot, word } = LOOKS[useLiveState()]
  const { data } = useLiveJson({ url: LATEST, fallback: latest, concerns: always })
  const last = data.data[0]
  return (
    <p className="flex flex-wrap gap-x-4 text-xs text-text-2">
      <span className="inline-flex items-center gap-1.5">
        <span aria-hidden="true" className={`size-2 rounded-full ${dot}`} />
        Screen: {word}
      </span>
      <span>
        {last ? (
          <>
            Last webhook <Time at={last.received_at} style="ago" />
          </>
        ) : (
          "No webhook yet"
        )}
      </span>
    </p>
  )
}
