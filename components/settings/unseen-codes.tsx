import Link from "next/link"
import { urls } from "#lib/contract.ts"
import { plural } from "#lib/format/count-text.ts"
import { filterParam } from "#lib/format/filter-param.ts"

type UnseenCodesProps = { readonly codes: readonly { readonly code: string; readonly orders: number }[] }

/** Codes that orders carry and the guide does not know: what nobody has been told how to handle. */
export function UnseenCodes({ codes }: UnseenCodesProps) {
  if (codes.length === 0) return null
  return (
    <section aria-labelledby="unseen" className="flex flex-col gap-2 rounded-control border-s-4 border-ending bg-ending-tint px-3 py-3">
      <h2 id="unseen">Codes without a guide</h2>
      <ul className="flex flex-col gap-1">
        {codes.map(({ code, orders }) => (
          <li key={code} className="flex min-h-7 flex-wrap items-center gap-x-2">
            <code className="break-all font-medium" translate="no">
              {code}
            </code>
            <span>
              <Link
                href={urls.orders(new URLSearchParams({ exception_code: filterParam([code]) }))}
                prefetch={false}
                className="inline-block min-h-6"
              >
                {plural(orders, "order")}
              </Link>
              , no guide
            </span>
            <Link
              href={urls.settingsTab("guide", { code })}
              prefetch={false}
              className="inline-block min-h-6 font-medium"
              aria-label={`Write one for ${code}`}
            >
              Write one
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
