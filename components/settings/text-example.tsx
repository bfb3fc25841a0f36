import Link from "next/link"
import { type OrderJson, orderName, urls } from "#lib/contract.ts"
import { type CustomerFields, customerFields } from "#lib/format/customer-text.ts"
import { shortOrderName } from "#lib/format/order-name.ts"
import { fieldId } from "./field-id.ts"
import { TextPreview } from "./text-preview.tsx"

/** What a code's orders would say, where there is none. */
const MADE_UP: CustomerFields = {
  order: "YOUR-REF-1",
  customer_reference: "YOUR-REF-1",
  support_key: "sr_a1b2c3",
  reason: "Telnyx's sentence about it",
  since: "2026-01-11T12:00:00Z",
}

function fieldsOf(order: OrderJson, code: string): CustomerFields {
  const reason = order.status?.details.find((detail) => detail.code === code)?.description ?? ""
  return customerFields(order, { reason, since: order.status_since ?? "" })
}

/** The text for the customer as it reads on a real order that carries the code. */
export function TextExample({ code, example, text }: { code: string; example: OrderJson | null; text: string }) {
  return (
    <section aria-labelledby="example" className="flex min-w-0 max-w-prose flex-col gap-2 self-start lg:sticky lg:top-4">
      <h3 id="example">The customer reads</h3>
      <p className="text-sm text-text-2">
        {example ? (
          <>
            On{" "}
            <Link href={urls.order(orderName(example))} prefetch={false} className="font-mono" translate="no">
              {shortOrderName(example)}
            </Link>
            , which carries this code now:
          </>
        ) : (
          "No order carries this code now, so the fields are made up:"
        )}
      </p>
      <TextPreview input={fieldId("customerText")} initial={text} fields={example ? fieldsOf(example, code) : MADE_UP} />
    </section>
  )
}
