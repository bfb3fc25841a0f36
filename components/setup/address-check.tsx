import type { DoorJson } from "#lib/contract.ts"
import type { Check } from "#lib/format/door-checks.ts"
import { CheckItem } from "./check-item.tsx"
import { CopyLine } from "./copy-line.tsx"

const PATH = ["Account Settings", "Advanced Features", "Notifications"] as const

/** The address to copy, and where in Telnyx it belongs. */
export function AddressCheck({ check, address }: { check: Check; address: DoorJson["address"] }) {
  return (
    <CheckItem title="Webhook address in Telnyx" check={check}>
      <CopyLine text={address} name="webhook address" />
      <p className="text-sm text-text-2">In Telnyx: {PATH.join(" → ")}. There, one after the other:</p>
      <ol className="flex max-w-[72ch] list-decimal flex-col gap-1 ps-5 text-sm text-text-2">
        <li>
          <strong className="font-medium text-text">Profile</strong>: make one, or take one you have.
        </li>
        <li>
          <strong className="font-medium text-text">Channel</strong>: add one of type webhook to the profile, with the address above.
        </li>
        <li>
          <strong className="font-medium text-text">Setting</strong>: add “Port In Notifications” with this profile and channel.
        </li>
      </ol>
    </CheckItem>
  )
}
