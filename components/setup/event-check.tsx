import { useLiveState } from "#lib/client/use-live-state.ts"
import type { DoorJson } from "#lib/contract.ts"
import type { DoorChecks } from "#lib/format/door-checks.ts"
import { CheckItem } from "./check-item.tsx"
import { DoorRecord } from "./door-record.tsx"

const CAUSES = [
  "Telnyx cannot reach the address: it has to be a public https address, with a certificate that is valid.",
  "The channel in Telnyx has another address, or its type is not webhook.",
  "There is no “Port In Notifications” setting for the profile, or it is switched off.",
  "A firewall or proxy in front lets only some senders through, or asks for a log-in.",
  "Nothing has happened to a porting order since: Telnyx posts only changes.",
] as const

/** Listens for the first event, and says what came instead of it. */
export function EventCheck({ checks, door }: { checks: DoorChecks; door: DoorJson }) {
  const isOffline = useLiveState() === "offline"
  return (
    <CheckItem title="First event" check={checks.event} isSpoken>
      {isOffline && <p className="text-sm text-text-2">The connection is lost just now; this is asked for again every 30 s.</p>}
      {checks.isSilent && (
        <>
          <p className="text-sm font-medium">What it usually is:</p>
          <ul className="flex max-w-[72ch] list-disc flex-col gap-1 ps-5 text-sm text-text-2">
            {CAUSES.map((cause) => (
              <li key={cause}>{cause}</li>
            ))}
          </ul>
        </>
      )}
      {door.refusals.length > 0 && <DoorRecord refusals={door.refusals} />}
    </CheckItem>
  )
}
