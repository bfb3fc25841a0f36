"use client"

import { useDoor } from "#lib/client/use-door.ts"
import type { DoorJson } from "#lib/contract.ts"
import { doorChecks } from "#lib/format/door-checks.ts"
import { AddressCheck } from "./address-check.tsx"
import { DoorRecord } from "./door-record.tsx"
import { KeyCheck } from "./key-check.tsx"
import { TestCheck } from "./test-check.tsx"

/** How Telnyx reaches this Portline: key, address, a test, and what came and was not kept. Live. */
export function WebhookSetup({ door: initial }: { door: DoorJson }) {
  const { door, now } = useDoor(initial)
  const checks = doorChecks(door, now)
  return (
    <div className="flex flex-col gap-5">
      <ol className="w-full [counter-reset:step]">
        <KeyCheck check={checks.key} keys={door.keys} />
        <AddressCheck check={checks.address} address={door.address} />
        <TestCheck check={checks.test} test={door.test} isSigned={door.keys.length > 0} />
      </ol>
      <div className="flex flex-col gap-2">
        <h3>What came and was not kept</h3>
        <DoorRecord refusals={door.refusals} />
      </div>
    </div>
  )
}
