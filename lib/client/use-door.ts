import { type DoorJson, urls } from "#lib/contract.ts"
import { useLiveJson } from "./use-live-json.ts"
import { useNow } from "./use-now.ts"

const always = (): boolean => true
type Answer = { readonly data: DoorJson }

/** What is known of the webhook's address, asked for again whenever something came to it; and the present moment. */
export function useDoor(initial: DoorJson): { readonly door: DoorJson; readonly now: number } {
  const { data } = useLiveJson<Answer>({ url: urls.api.door, fallback: { data: initial }, served: initial, concerns: always })
  return { door: data.data, now: useNow() ?? Date.parse(initial.asked_at) }
}
