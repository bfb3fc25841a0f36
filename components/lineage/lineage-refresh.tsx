"use client"

import { useRouter } from "next/navigation"
import { useCallback, useEffect } from "react"
import type { LiveChange } from "#lib/client/live-stream.ts"
import { useLiveJson } from "#lib/client/use-live-json.ts"
import { type LineageJson, urls } from "#lib/contract.ts"

/** Has the server draw the graph again when it is no longer what was drawn. */
export function LineageRefresh({ id, drawn }: { id: string; drawn: LineageJson }) {
  const router = useRouter()
  const ids = drawn.nodes.map((node) => node.id).join(" ")
  const concerns = useCallback((change: LiveChange) => change.kind === "orders" && change.ids.some((one) => ids.includes(one)), [ids])
  const { data } = useLiveJson({ url: urls.api.lineage(id), fallback: { data: drawn }, concerns })
  useEffect(() => {
    if (JSON.stringify(data.data) !== JSON.stringify(drawn)) router.refresh()
  }, [data, drawn, router])
  return null
}
