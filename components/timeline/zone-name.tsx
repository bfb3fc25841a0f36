"use client"

import { useZone } from "#lib/client/use-zone.ts"

/** The zone that times are shown in, without its continent: "Berlin". */
export function ZoneName() {
  return <span>{useZone().split("/").at(-1)?.replaceAll("_", " ")}</span>
}
