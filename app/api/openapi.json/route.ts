import { requireViewer } from "#lib/access/viewer.ts"
import { answering, json } from "#lib/http.ts"
import { orderQuerySchema } from "#lib/queries/get-order.ts"
import { queueFilterSchema } from "#lib/queries/get-queue.ts"
import { timelineQuerySchema } from "#lib/queries/get-timeline.ts"
import { eventFilterSchema } from "#lib/queries/list-events.ts"
import { gapsQuerySchema } from "#lib/queries/list-gaps.ts"
import { pennedQuerySchema } from "#lib/queries/list-penned.ts"
import { orderExportSchema, orderFilterSchema, orderSelectionSchema } from "#lib/queries/order-filter.ts"
import { openApiDocument } from "#lib/schemas/openapi.ts"

export const dynamic = "force-dynamic"

export const GET = answering(async (): Promise<Response> => {
  await requireViewer()
  return json(
    openApiDocument({
      orders: orderFilterSchema,
      selection: orderSelectionSchema,
      exported: orderExportSchema,
      queue: queueFilterSchema,
      order: orderQuerySchema,
      timeline: timelineQuerySchema,
      events: eventFilterSchema,
      gaps: gapsQuerySchema,
      pen: pennedQuerySchema,
    }),
  )
})

export { methodNotAllowed as DELETE, methodNotAllowed as PATCH, methodNotAllowed as POST, methodNotAllowed as PUT } from "#lib/http.ts"
