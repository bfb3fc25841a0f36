import { customerUrls, LINK_DAYS } from "#lib/contract/customer.ts"

type MakeProps = { readonly order: string; readonly zone: string; readonly hasFamily: boolean }

/**
 * Makes one more link of an order. `zone`: the reader's own, as a proposal. `hasFamily`: numbers moved to or from others, which may be
 * of other customers, so that nobody is shown them unasked.
 */
export function MakeCustomerLink({ order, zone, hasFamily }: MakeProps) {
  return (
    <form method="post" action={customerUrls.api.make(order)} className="flex flex-col items-start gap-3">
      {hasFamily && (
        <label className="flex min-h-8 items-center gap-2">
          <input type="checkbox" name="scope" value="family" />
          Show all orders of the split family, not this one alone
        </label>
      )}
      <label className="flex w-full flex-col gap-1">
        Time zone of the customer
        <input name="zone" defaultValue={zone} required spellCheck={false} autoComplete="off" className="control w-full" />
      </label>
      <label className="flex w-full flex-col gap-1">
        Days until it is over
        <input name="days" defaultValue={LINK_DAYS} required inputMode="numeric" maxLength={3} className="control w-24" />
      </label>
      <button type="submit" className="control">
        Make a link
      </button>
    </form>
  )
}
