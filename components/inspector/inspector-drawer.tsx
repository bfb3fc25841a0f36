"use client"

import { usePathname, useSearchParams } from "next/navigation"
import { lazy, type ReactNode, Suspense } from "react"
import { InspectorDialog } from "./inspector-dialog.tsx"
import { useInspectorLinks } from "./use-inspector-links.ts"

const LoadedInspector = lazy(() => import("./loaded-inspector.tsx").then((module) => ({ default: module.LoadedInspector })))

type DrawerProps = {
  /** The event, and what it is compared with, that the server rendered as `children`; null where the URL opened none. */
  readonly rendered: { readonly event: string; readonly against: string | null } | null
  readonly signaturesChecked: boolean
  readonly children?: ReactNode
}

/**
 * Shows the event that `?event=` names, beside the page. What the server rendered is shown as it is, also without
 * JavaScript; an event that is opened later is asked for, and the page under it stays as it was.
 */
export function InspectorDrawer({ rendered, signaturesChecked, children }: DrawerProps) {
  const params = useSearchParams()
  const path = usePathname()
  const { opener, open } = useInspectorLinks()
  const event = params.get("event")
  if (!event) return null
  const against = params.get("against")
  const rest = new URLSearchParams(params)
  rest.delete("event")
  rest.delete("against")
  const place = rest.size > 0 ? `${path}?${rest}` : path
  const isRendered = rendered?.event === event && rendered.against === against
  return (
    <InspectorDialog eventKey={event} place={place} opener={opener} close={() => open(place)}>
      {isRendered ? (
        children
      ) : (
        <Suspense fallback={<p className="text-sm text-text-2">Reading the event …</p>}>
          <LoadedInspector eventKey={event} against={against} place={place} signaturesChecked={signaturesChecked} />
        </Suspense>
      )}
    </InspectorDialog>
  )
}
