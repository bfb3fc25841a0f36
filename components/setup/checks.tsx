"use client"

import { useRouter } from "next/navigation"
import { useEffect } from "react"
import { useDoor } from "#lib/client/use-door.ts"
import type { DoorJson } from "#lib/contract.ts"
import { doorChecks } from "#lib/format/door-checks.ts"
import { AddressCheck } from "./address-check.tsx"
import { CheckItem } from "./check-item.tsx"
import { EventCheck } from "./event-check.tsx"
import { KeyCheck } from "./key-check.tsx"
import { TestCheck } from "./test-check.tsx"

const arrived = ({ has_events, first_event }: DoorJson): string => `${has_events} ${first_event?.event}`

/** The five steps to the first event, live: once it is there the page is made again and shows it. */
export function Checks({ door: initial }: { door: DoorJson }) {
  const router = useRouter()
  const { door, now } = useDoor(initial)
  const hasCome = arrived(door) !== arrived(initial)
  useEffect(() => {
    if (hasCome) router.refresh()
  }, [hasCome, router])
  const checks = doorChecks(door, now)
  return (
    <ol className="w-full [counter-reset:step]">
      <CheckItem title="Telnyx account" check={checks.account}>
        <p className="max-w-[72ch] text-sm text-text-2">
          You need an account that ports numbers to Telnyx, and the right to change its notifications:{" "}
          <a href="https://portal.telnyx.com" rel="noreferrer">
            portal.telnyx.com
          </a>
        </p>
      </CheckItem>
      <KeyCheck check={checks.key} keys={door.keys} />
      <AddressCheck check={checks.address} address={door.address} />
      <TestCheck check={checks.test} test={door.test} isSigned={door.keys.length > 0} />
      <EventCheck checks={checks} door={door} />
    </ol>
  )
}
