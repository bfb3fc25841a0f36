import { DeliverySchedule } from "#components/setup/delivery-schedule.tsx"
import { WebhookSetup } from "#components/setup/webhook-setup.tsx"
import { requirePageViewer } from "#lib/access/page-viewer.ts"
import { getDoor } from "#lib/queries/get-door.ts"
import { getSchedule } from "#lib/queries/get-schedule.ts"

/** How Telnyx reaches this Portline: address, key, a test, and what came and was not kept. */
export async function WebhookTab() {
  const viewer = await requirePageViewer()
  const [door, schedule] = await Promise.all([getDoor(viewer), getSchedule(viewer)])
  return (
    <section aria-labelledby="webhook" className="flex max-w-3xl flex-col gap-4">
      <h2 id="webhook">Webhook</h2>
      <WebhookSetup door={door} />
      <DeliverySchedule schedule={schedule} />
    </section>
  )
}
