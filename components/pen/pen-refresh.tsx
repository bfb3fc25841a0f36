"use client"

import { useRouter } from "next/navigation"
import { useEffect } from "react"
import type { InboxJson } from "#lib/contract.ts"
import { useInbox } from "../events/inbox-summary.tsx"

/** In a flood the page is told again this often. */
const REST_MS = 1_000

const waiting = ({ penned, last_penned_at, gaps }: InboxJson): string => `${penned} ${last_penned_at} ${gaps}`

/** Has the server tell the page again once other bodies wait in the pen, or other gaps are open, than it was made of. */
export function PenRefresh({ inbox }: { inbox: InboxJson }) {
  const router = useRouter()
  const isOld = waiting(useInbox(inbox)) !== waiting(inbox)
  useEffect(() => {
    if (!isOld) return
    const timer = setTimeout(() => router.refresh(), REST_MS)
    return () => clearTimeout(timer)
  }, [isOld, router])
  return null
}
