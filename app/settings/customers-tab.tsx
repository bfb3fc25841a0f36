import { TextInput } from "#components/access/text-input.tsx"
import { requirePageViewer } from "#lib/access/page-viewer.ts"
import { customerUrls } from "#lib/contract/customer.ts"
import { urls } from "#lib/contract.ts"
import { getBrand } from "#lib/queries/get-brand.ts"

/** What customers read of you on the pages behind their links. */
export async function CustomersTab() {
  const { name, contact } = await getBrand(await requirePageViewer())
  return (
    <section aria-labelledby="customers" className="flex max-w-prose flex-col gap-3">
      <h2 id="customers">Customers’ links</h2>
      <p className="text-text-2">
        A link, made on an order’s page, shows a customer in five plain steps where their numbers stand, and nothing else. What it says of
        an exception stands in the <a href={urls.settingsTab("guide")}>exception guide</a>, code by code; where it says nothing, the page
        says that you are sorting something out.
      </p>
      <form method="post" action={customerUrls.api.brand} className="flex max-w-sm flex-col items-start gap-4">
        <TextInput name="name" label="Your company’s name" defaultValue={name} maxLength={100} autoComplete="organization" />
        <TextInput
          name="contact"
          label="Whom to ask"
          defaultValue={contact}
          maxLength={200}
          help="An e-mail address or a phone number, in one line."
          autoComplete="off"
        />
        <button type="submit" className="control border-link font-medium text-link">
          Save
        </button>
      </form>
    </section>
  )
}
