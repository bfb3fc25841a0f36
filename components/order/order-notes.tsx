import type { LineageEdgeJson, OrderJson } from "#lib/contract.ts"
import { Notice } from "../ui/notice.tsx"
import { Time } from "../ui/time.tsx"

/** The first split that named an order. */
function namedAt(edges: readonly LineageEdgeJson[], id: string): string | undefined {
  const times = edges.filter(({ from, to }) => from === id || to === id).map(({ first_at }) => first_at)
  return times.toSorted((a, b) => Date.parse(a) - Date.parse(b))[0]
}

type NotesProps = {
  readonly order: OrderJson
  readonly edges: readonly LineageEdgeJson[]
  readonly isAllLate: boolean
  readonly isCut: boolean
}

/** What makes this order other than most: named only by others, deleted, or told of only afterwards. */
export function OrderNotes({ order, edges, isAllLate, isCut }: NotesProps) {
  const split = namedAt(edges, order.id)
  return (
    <>
      {order.placeholder && (
        <Notice kind="plain">
          {split ? (
            <>
              Named by a split on <Time at={split} style="moment" />
            </>
          ) : (
            "Named by an event that decides nothing"
          )}
          ; no event of its own yet. It heals when one comes.
        </Notice>
      )}
      {order.deleted_at && (
        <Notice kind="plain">
          This draft was deleted on <Time at={order.deleted_at} style="moment" />. What was known of it stays here.
        </Notice>
      )}
      {isAllLate && (
        <div data-arrival>
          <Notice kind="plain">
            Every event of this order came more than an hour after it occurred: what stands here may have been otherwise until then.
          </Notice>
        </div>
      )}
      {isCut && (
        <Notice kind="plain">
          The statuses of this order say more than is read at once: of older ones the reasons are left out here. The timeline has them.
        </Notice>
      )}
    </>
  )
}
