"use client"

import { useInspection } from "#lib/client/use-inspection.ts"
import { chosenComparison } from "#lib/format/comparisons.ts"
import { Notice } from "../ui/notice.tsx"
import { InspectorView } from "./inspector-view.tsx"

type LoadedProps = {
  readonly eventKey: string
  readonly against: string | null
  readonly place: string
  readonly signaturesChecked: boolean
}

/** The inspector's content, asked for by the browser. Loaded when the first event is opened. */
export function LoadedInspector({ eventKey, against, place, signaturesChecked }: LoadedProps) {
  const { data, error, retry } = useInspection(eventKey, (event) => chosenComparison(event, against)?.key ?? null)
  if (error)
    return (
      <Notice kind="problem">
        The event could not be read: {error.message}{" "}
        <button type="button" className="control" onClick={retry}>
          Try again
        </button>
      </Notice>
    )
  if (data === null) return <p className="text-sm text-text-2">Reading the event …</p>
  return <InspectorView key={eventKey} inspection={data} place={place} signaturesChecked={signaturesChecked} />
}
