import { CopyButton } from "#components/ui/copy-button.tsx"
import { areSignaturesChecked, webhookAddress } from "#lib/access/intake-trust.ts"
import { WEBHOOK_PATH } from "#lib/contract.ts"

/** Where Telnyx posts, and whether its signature is checked. */
export function WebhookTab() {
  const address = webhookAddress(WEBHOOK_PATH)
  return (
    <div className="flex max-w-prose flex-col gap-3">
      <h2>Webhook</h2>
      <p>
        In Telnyx's portal: Account Settings → Advanced Features → Notifications. Make a profile, give it a channel of type webhook with
        this address, and a setting that sends Port In Notifications there.
      </p>
      <p className="flex max-w-full items-center gap-1">
        <code className="min-w-0 break-all rounded-control bg-sunken px-2 py-1">{address}</code>
        <CopyButton text={address} name="webhook address" />
      </p>
      <p>
        {areSignaturesChecked()
          ? "A public key is set: only what Telnyx has signed counts."
          : "No public key is set: events are taken unsigned. Set TELNYX_PUBLIC_KEY to the key that Telnyx's portal shows."}
      </p>
    </div>
  )
}
