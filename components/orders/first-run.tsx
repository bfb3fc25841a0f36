import { CopyButton } from "../ui/copy-button.tsx"
import { Empty } from "../ui/empty.tsx"
import { FirstEvent } from "./first-event.tsx"

/** Nothing has come yet: where Telnyx has to post, and a way to try it. */
export function FirstRun({ address }: { address: string }) {
  const curl = `curl -X POST ${address} -H 'content-type: application/json' --data-binary @tests/fixtures/03.status_changed.exception.json`
  return (
    <Empty title="No order yet">
      <p className="max-w-prose">
        Orders appear by themselves once Telnyx posts their webhooks here. Set this address in Telnyx for port-in order notifications:
      </p>
      <p className="flex max-w-full items-center gap-1">
        <code className="min-w-0 break-all rounded-control bg-sunken px-2 py-1">{address}</code>
        <CopyButton text={address} name="webhook address" />
      </p>
      <p>Or post one of the sample bodies from this project&apos;s folder:</p>
      <p className="flex max-w-full items-center gap-1">
        <code className="min-w-0 break-all rounded-control bg-sunken px-2 py-1">{curl}</code>
        <CopyButton text={curl} name="command" />
      </p>
      <FirstEvent />
    </Empty>
  )
}
