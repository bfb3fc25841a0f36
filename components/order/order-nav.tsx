"use client"

import ArrowLeft from "lucide-react/icons/arrow-left"
import ChevronLeft from "lucide-react/icons/chevron-left"
import ChevronRight from "lucide-react/icons/chevron-right"
import Link from "next/link"
import type { ReactNode } from "react"
import { rememberRow } from "#lib/client/list-memory.ts"
import { useRememberedList } from "#lib/client/use-remembered-list.ts"
import { urls } from "#lib/contract.ts"
import { countText } from "#lib/format/count-text.ts"

type StepProps = {
  /** Where the list stands. */
  readonly list: string
  /** The order that it leads to. */
  readonly to: string | undefined
  readonly hotkey: string
  readonly rel: "prev" | "next"
  readonly children: ReactNode
}

function Step({ list, to, hotkey, rel, children }: StepProps) {
  if (to === undefined) return null
  return (
    <Link
      href={urls.order(to)}
      prefetch={false}
      rel={rel}
      data-hotkey={hotkey}
      aria-keyshortcuts={hotkey}
      // A new tab leaves this one where it is.
      onClick={({ ctrlKey, metaKey }) => ctrlKey || metaKey || rememberRow(list, to)}
      className="control"
    >
      {children}
    </Link>
  )
}

/** Back to the list that the reader came from, and to the orders beside this one in it. */
export function OrderNav({ id, supportKey }: { id: string; supportKey: string | null }) {
  const origin = useRememberedList()
  const ids = origin?.ids ?? []
  const place = ids.findIndex((one) => one === id || one === supportKey)
  const back = origin?.href ?? urls.orders()
  return (
    <nav aria-label="List" className="no-print flex min-h-8 flex-wrap items-center gap-2 text-sm">
      <Link href={back} data-hotkey="u" aria-keyshortcuts="u" className="inline-flex min-h-6 items-center gap-1">
        <ArrowLeft size={14} aria-hidden="true" />
        {back.startsWith(urls.orders()) ? "Orders" : "Home"}
      </Link>
      {place >= 0 && (
        <span className="ms-auto flex items-center gap-2">
          <span className="text-text-2">
            {countText(place + 1)} of {countText(ids.length)}
            {origin?.more && " on this page"}
          </span>
          <Step list={back} to={ids[place - 1]} hotkey="[" rel="prev">
            <ChevronLeft size={14} aria-hidden="true" />
            Previous
          </Step>
          <Step list={back} to={ids[place + 1]} hotkey="]" rel="next">
            Next
            <ChevronRight size={14} aria-hidden="true" />
          </Step>
          {place === ids.length - 1 && origin?.more && (
            <Link href={origin.more} prefetch={false} rel="next" data-hotkey="]" aria-keyshortcuts="]" className="control">
              Next page of the list
              <ChevronRight size={14} aria-hidden="true" />
            </Link>
          )}
        </span>
      )}
    </nav>
  )
}
