import { may } from "#lib/access/roles.ts"
import type { Viewer } from "#lib/access/viewer.ts"
import type { FieldErrorJson, RulesEffectJson } from "#lib/contract.ts"
import { CUSTOMER_FIELDS } from "#lib/format/customer-text.ts"
import type { SettingsPlace } from "#lib/format/settings-place.ts"
import { getDraft } from "#lib/queries/get-draft.ts"
import { getRules } from "#lib/queries/get-rules.ts"
import { previewRules } from "#lib/queries/preview-rules.ts"
import { type ReadChange, readChange, type Section } from "#lib/schemas/read-change.ts"

type InForce = Awaited<ReturnType<typeof getRules>>

export type FormState = {
  readonly inForce: InForce
  /** What stands in the form, made from the version in force, and what of it was refused. */
  readonly entered: { readonly fields: URLSearchParams; readonly errors: readonly FieldErrorJson[] }
  /** What saving it would do to the orders, where it was entered and is allowed. */
  readonly effect: RulesEffectJson | null
  readonly isDraft: boolean
  /** Somebody saved since it was entered. */
  readonly isStale: boolean
  /** It was entered too long ago, and is not kept any more. */
  readonly isGone: boolean
}

async function effectOf(viewer: Viewer, { change }: ReadChange): Promise<RulesEffectJson | null> {
  return may(viewer, "configure") ? previewRules(viewer, change, Date.now()) : null
}

/**
 * A form of the settings as a page shows it: what was entered and not saved, or else what `fresh` makes of the rules in
 * force. `judged`: what `fresh` makes is looked at as if it had been entered, as a reset is.
 */
export async function readEntered(
  viewer: Viewer,
  section: Section,
  { place, fresh, judged = false }: { place: SettingsPlace; fresh: (rules: InForce) => URLSearchParams; judged?: boolean },
): Promise<FormState> {
  const [inForce, draft] = await Promise.all([getRules(viewer), place.draft === null ? null : getDraft(viewer, place.draft, section)])
  const version = String(inForce.version)
  const isStale = draft !== null && draft.get("version") !== version
  const fields = new URLSearchParams(draft ?? fresh(inForce))
  fields.set("version", version)
  const read = draft || judged ? readChange(section, { fields }, { ...inForce, customerFields: CUSTOMER_FIELDS }) : null
  return {
    inForce,
    entered: { fields, errors: read && !read.ok ? read.errors : [] },
    effect: read?.ok ? await effectOf(viewer, read.value) : null,
    isDraft: draft !== null,
    isStale,
    isGone: place.draft !== null && draft === null,
  }
}
