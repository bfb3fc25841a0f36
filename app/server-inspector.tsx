import { InspectorView } from "#components/inspector/inspector-view.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { areSignaturesChecked } from "#lib/access/intake-trust.ts"
import type { Viewer } from "#lib/access/viewer.ts"
import { chosenComparison } from "#lib/format/comparisons.ts"
import { getEvent } from "#lib/queries/get-event.ts"
import { getRawEvent } from "#lib/queries/get-raw-event.ts"

type InspectorProps = {
  readonly viewer: Viewer
  readonly eventKey: string
  readonly against: string | null
  /** The page's URL without the inspector. */
  readonly place: string
}

async function bodyOf(viewer: Viewer, key: string): Promise<string | null> {
  const raw = await getRawEvent(viewer, key)
  return raw === "deleted" ? null : new TextDecoder().decode(raw ?? new Uint8Array())
}

/** The inspector's content for a URL that names an event, so that it can be read without JavaScript. */
export async function ServerInspector({ viewer, eventKey, against, place }: InspectorProps) {
  const event = await getEvent(viewer, eventKey)
  if (event === null) return <Notice kind="problem">There is no event with this key. It may have been a sample that was removed.</Notice>
  const chosen = chosenComparison(event, against)
  const [body, baseBody] = await Promise.all([bodyOf(viewer, event.event), chosen && bodyOf(viewer, chosen.key)])
  const base = chosen && { key: chosen.key, body: baseBody }
  return <InspectorView inspection={{ event, body, base }} place={place} signaturesChecked={areSignaturesChecked()} />
}
