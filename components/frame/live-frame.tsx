"use client"

import { useLiveJson } from "#lib/client/use-live-json.ts"
import { type PulseJson, urls } from "#lib/contract.ts"
import { DoorNotices } from "./door-notices.tsx"
import { HealthMarks } from "./health-marks.tsx"
import { NavLinks } from "./nav-links.tsx"

const REST_MS = 1_000
const always = (): boolean => true

function usePulse(initial: PulseJson): PulseJson {
  const fallback = { data: initial }
  return useLiveJson({ url: urls.api.pulse, fallback, served: initial, concerns: always, rest: REST_MS, isSteady: true }).data.data
}

/** The parts of the frame that live: all ask once, for they share the question. */
export function LiveNav({ initial }: { initial: PulseJson }) {
  return <NavLinks pulse={usePulse(initial)} />
}

export function LiveNotices({ initial }: { initial: PulseJson }) {
  return <DoorNotices pulse={usePulse(initial)} />
}

export function LiveHealth({ initial, wasAway }: { initial: PulseJson; wasAway: boolean }) {
  return <HealthMarks pulse={usePulse(initial)} wasAway={wasAway} />
}
