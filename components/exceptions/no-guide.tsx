import Link from "next/link"
import { urls } from "#lib/contract.ts"

/** A code that the guide has no row of, and the way to write one. */
export function NoGuide({ code }: { code: string }) {
  const place = `${urls.settings}?${new URLSearchParams({ tab: "guide", code })}#guide-${encodeURIComponent(code.toWellFormed())}`
  return (
    <p>
      No guide for <span translate="no">{code}</span>.{" "}
      <Link href={place} prefetch={false}>
        Write one
      </Link>
    </p>
  )
}
