import type { RulesEffectJson } from "#lib/contract.ts"
import { countText, plural } from "./count-text.ts"

const orders = (count: number): string => plural(count, "order")
const verb = (count: number, one: string, many: string): string => (count === 1 ? one : many)

/** Two opposite moves in one sentence; null where neither happens. */
function pair(count: number, words: readonly [string, string], back: number, backWords: readonly [string, string]): string | null {
  const there = count > 0 ? `${orders(count)} ${verb(count, ...words)}` : null
  const away = back > 0 ? `${there ? countText(back) : orders(back)} ${verb(back, ...backWords)}` : null
  return there || away ? `${[there, away].filter(Boolean).join(", ")}.` : null
}

/** What a change would do, in sentences: "12 orders become overdue, 3 stop being overdue." */
export function effectText({ overdue, not_overdue, needing, not_needing, court }: RulesEffectJson): string {
  const sentences = [
    pair(overdue, ["becomes overdue", "become overdue"], not_overdue, ["stops being overdue", "stop being overdue"]),
    pair(needing, ["comes to need somebody", "come to need somebody"], not_needing, ["needs nobody any more", "need nobody any more"]),
    pair(court, ["changes court", "change court"], 0, ["", ""]),
  ].filter((sentence) => sentence !== null)
  return sentences.length > 0 ? sentences.join(" ") : "No order would move."
}
