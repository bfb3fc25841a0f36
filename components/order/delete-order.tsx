import { urls } from "#lib/contract.ts"
import { Disclosure } from "../ui/disclosure.tsx"

/** For good, so the order's name is typed again. */
export function DeleteOrder({ id, name }: { id: string; name: string }) {
  return (
    <section data-needs="administer" className="no-print text-sm">
      <Disclosure title="Delete all data of this order">
        <form method="post" action={urls.api.deleteOrder(id)} className="flex flex-col items-start gap-3">
          <p className="text-text-2">
            Its webhooks, their bytes, and what they add up to are deleted for good, also the splits that name it: the other orders lose
            those. A webhook that comes later makes it anew. Backups, and what waits in the pen or on disk, are not touched.
          </p>
          <label className="flex w-full flex-col gap-1">
            <span>
              Type <strong translate="no">{name}</strong> to confirm
            </span>
            <input name="confirm" required autoComplete="off" spellCheck={false} className="control w-full" />
          </label>
          <button type="submit" className="control border-attention text-attention-ink">
            Delete for good
          </button>
        </form>
      </Disclosure>
    </section>
  )
}
