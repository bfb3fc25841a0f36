import { type CustomerLinkJson, customerUrls } from "#lib/contract/customer.ts"
import { urls } from "#lib/contract.ts"
import { countText } from "#lib/format/count-text.ts"
import { CopyLine } from "../setup/copy-line.tsx"
import { Disclosure } from "../ui/disclosure.tsx"
import { Time } from "../ui/time.tsx"
import { MakeCustomerLink } from "./make-customer-link.tsx"

/** `made`: the link that was made a moment ago, shown this once. */
export type CustomerLinksProps = {
  readonly order: string
  readonly links: readonly CustomerLinkJson[]
  readonly made: string | null
  readonly zone: string
  readonly hasFamily: boolean
  /** What is not said under Settings of who moves the numbers, and whom to ask. */
  readonly unsaid: readonly string[]
}

function LinkLine({ link: { id, scope, expires_at, views, last_viewed_at } }: { link: CustomerLinkJson }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-2">
      <span>
        {scope === "family" ? "Whole family" : "This order"}, until <Time at={expires_at} style="moment" ours />,{" "}
        {views === 0 || last_viewed_at === null ? (
          "not opened yet"
        ) : (
          <>
            opened {views === 1 ? "once" : `${countText(views)} times`}, last <Time at={last_viewed_at} style="ago" ours />
          </>
        )}
      </span>
      <form method="post" action={customerUrls.api.revoke(id)} data-needs="handle">
        <button type="submit" className="control min-h-6 px-2 text-xs">
          Revoke
        </button>
      </form>
    </li>
  )
}

/** Links that show the customer where this stands, in plain words and nothing else. */
export function CustomerLinks({ order, links, made, zone, hasFamily, unsaid }: CustomerLinksProps) {
  return (
    <section aria-labelledby="customer-link" className="no-print flex flex-col gap-2 text-sm">
      <h2 id="customer-link">Customer’s link</h2>
      {made !== null && (
        <div role="status">
          <p>Copy it now: it is shown only this once.</p>
          <CopyLine text={made} name="the link" />
        </div>
      )}
      {links.length > 0 ? (
        <ul className="flex flex-col gap-2">
          {links.map((link) => (
            <LinkLine key={link.id} link={link} />
          ))}
        </ul>
      ) : (
        <p className="text-text-2">None in force. A link shows where this stands in five plain steps, and nothing else.</p>
      )}
      <div data-needs="handle">
        <Disclosure title="Make a link">
          {unsaid.length > 0 && (
            <p className="pb-2 text-text-2">
              The customer’s page names {unsaid.join(" and ")}: an admin says {unsaid.length > 1 ? "both" : "that"} under{" "}
              <a href={urls.settingsTab("customers")}>Settings, Customers</a>.
            </p>
          )}
          <MakeCustomerLink order={order} zone={zone} hasFamily={hasFamily} />
        </Disclosure>
      </div>
    </section>
  )
}
