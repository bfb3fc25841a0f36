import type { OneEventJson } from "#lib/contract.ts"

/** What the inspector shows: an event, its body as text, and the one that it is compared with. A body that was deleted is null. */
export type Inspection = {
  readonly event: OneEventJson
  readonly body: string | null
  readonly base: { readonly key: string; readonly body: string | null } | null
}
