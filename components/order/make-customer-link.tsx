import { customerUrls, LINK_DAYS } from "#lib/contract/customer.ts"
import { countText } from "#lib/format/count-text.ts"

type MakeProps = { readonly order: string; readonly zone: string; readonly family: number }

/**
 * Makes one more link of an order. `zone`: the reader's own, as a proposal. `family`: how many orders numbers moved between, this
 * one among them; the others may be of other customers, so nobody is shown them unasked.
 */
export function MakeCustomerLink({ order, zone, family }: MakeProps) {
  return (
    <form method="post" action={customerUrls.api.make(order)} className="flex flex-col items-start gap-3">
      {family > 1 && (
        <label className="flex min-h-8 items-center gap-2">
          <input type="checkbox" name="scope" value="family" />
          Show all {countText(family)} orders of the split family
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
