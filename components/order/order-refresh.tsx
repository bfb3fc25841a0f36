"use client"

import { usePreferences } from "#lib/client/use-preferences.ts"
import { clockText } from "#lib/format/time.ts"
import { Notice } from "../ui/notice.tsx"
import { type RefreshedPage, useOrderRefresh } from "./use-order-refresh.ts"

/** Keeps the page up to date in place: what the reader opened stays open, and nothing moves. Says where it cannot. */
export function OrderRefresh(page: RefreshedPage) {
  const { failure, retry } = useOrderRefresh(page)
  const reading = usePreferences()
  if (failure === null) return null
  return (
    <Notice kind="warning">
      The order could not be read again: {failure.message} What is shown is as of {clockText(failure.shownSince, reading)}.{" "}
      <button type="button" className="control ms-1" onClick={retry}>
        Retry
      </button>
    </Notice>
  )
}
