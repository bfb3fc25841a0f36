"use client"

import { useRouter } from "next/navigation"
import { useEffect } from "react"
import type { InboxJson } from "#lib/contract.ts"
import { useInbox } from "../events/inbox-summary.tsx"

/** Has the server tell the page again once other bodies wait in the pen, or other gaps are open, than it was made of. */
export function PenRefresh({ inbox }: { inbox: InboxJson }) {
  const router = useRouter()
  const { penned, gaps } = useInbox(inbox)
  const isOld = penned !== inbox.penned || gaps !== inbox.gaps
  useEffect(() => {
    if (isOld) router.refresh()
  }, [isOld, router])
  return null
}
