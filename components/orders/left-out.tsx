import Link from "next/link"
import { Fragment } from "react"
import { type FacetsJson, urls } from "#lib/contract.ts"
import { countText } from "#lib/format/count-text.ts"
import { withParam } from "#lib/format/list-query.ts"

/** What the list leaves out, counted, each a way to see just that. */
export function LeftOut({ leftOut: { placeholder, deleted }, query }: { leftOut: FacetsJson["left_out"]; query: URLSearchParams }) {
  const parts = [
    { name: "placeholder", count: placeholder, text: `${countText(placeholder)} named by splits, not heard of` },
    { name: "deleted", count: deleted, text: `${countText(deleted)} deleted ${deleted === 1 ? "draft" : "drafts"}` },
  ].filter(({ count }) => count > 0)
  if (parts.length === 0) return null
  return (
    <>
      {" · left out: "}
      {parts.map(({ name, text }, index) => (
        <Fragment key={name}>
          {index > 0 && ", "}
          <Link href={urls.orders(withParam(query, name, "only"))} prefetch={false}>
            {text}
          </Link>
        </Fragment>
      ))}
    </>
  )
}
