"use client"

import Clock from "lucide-react/icons/clock-alert"
import CloudOff from "lucide-react/icons/cloud-off"
import { useNow } from "#lib/client/use-now.ts"
import { usePreferences } from "#lib/client/use-preferences.ts"
import { type ScreenHealth, useScreenHealth } from "#lib/client/use-screen-health.ts"
import type { PulseJson } from "#lib/contract.ts"
import { shortClockText, spanText } from "#lib/format/time.ts"
import { Time } from "../ui/time.tsx"

const STALE_MS = 60_000

function ScreenMark({ health }: { health: ScreenHealth }) {
  const [now, reading] = [useNow(), usePreferences()]
  if (health.kind === "offline") {
    return (
      <>
        <CloudOff size={14} strokeWidth={1.75} aria-hidden="true" className="text-ending" />
        Offline, showing {shortClockText(new Date(health.at).toISOString(), reading)}
      </>
    )
  }
  if (health.kind === "behind") {
    return (
      <>
        <Clock size={14} strokeWidth={1.75} aria-hidden="true" className="text-ending" />
        <span className="text-ending-ink">Webhooks wait on disk</span>
      </>
    )
  }
  const ago = (at: number): string => `${spanText(Math.max(0, now - at))} ago`
  if (health.kind === "updated" || health.kind === "away") {
    const isStale = health.kind === "away" || now - health.at > STALE_MS
    return (
      <>
        {isStale && <Clock size={14} strokeWidth={1.75} aria-hidden="true" className="text-ending" />}
        <span className={isStale ? "text-ending-ink" : ""}>
          {health.kind === "updated" ? `Updated ${ago(health.at)}` : "Database does not answer"}
          {health.kind === "away" && health.at !== null && `, updated ${ago(health.at)}`}
        </span>
      </>
    )
  }
  return (
    <>
      <span aria-hidden="true" className={`size-2 rounded-full ${health.kind === "live" ? "bg-done" : "bg-neutral"}`} />
      {health.kind === "live" ? "Live" : "As loaded"}
    </>
  )
}

/** Two healths that are never one: whether this screen is fresh, and when Telnyx last spoke. */
export function HealthMarks({ pulse, wasAway }: { readonly pulse: PulseJson; readonly wasAway: boolean }) {
  const health = useScreenHealth(wasAway)
  // Where the database did not answer, nothing is known of what came.
  const isKnown = pulse.needs_someone !== null
  return (
    <p className="flex flex-wrap items-center gap-x-4 text-xs text-text-2 max-sm:flex-col max-sm:items-start">
      <span data-screen={health.kind} className="inline-flex items-center gap-1.5 whitespace-nowrap">
        Screen: <ScreenMark health={health} />
      </span>
      <span className="inline-flex items-center gap-1 whitespace-nowrap">
        Telnyx:{" "}
        {pulse.last_webhook_at ? (
          <>
            last webhook <Time at={pulse.last_webhook_at} style="ago" ours />
          </>
        ) : isKnown ? (
          "no webhook yet"
        ) : (
          "unknown"
        )}
      </span>
    </p>
  )
}
