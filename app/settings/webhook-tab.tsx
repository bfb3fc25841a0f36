import { WebhookSetup } from "#components/setup/webhook-setup.tsx"
import { requireViewer } from "#lib/access/viewer.ts"
import { getDoor } from "#lib/queries/get-door.ts"

/** How Telnyx reaches this Portline: address, key, a test, and what came and was not kept. */
export async function WebhookTab() {
  const door = await getDoor(await requireViewer())
  return (
    <section aria-labelledby="webhook" className="flex max-w-3xl flex-col gap-4">
      <h2 id="webhook">Webhook</h2>
      <WebhookSetup door={door} />
    </section>
  )
}
