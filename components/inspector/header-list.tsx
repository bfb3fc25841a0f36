import type { Headers } from "#lib/contract.ts"
import { visibleText } from "#lib/format/visible-text.ts"
import { FactList } from "./fact-list.tsx"

/** The headers that were kept of one delivery, as sent. */
export function HeaderList({ headers }: { headers: Headers }) {
  const facts = Object.entries(headers).map(([name, value]) => ({ name, value: visibleText(value), isSent: true }))
  return facts.length === 0 ? <p>None were kept.</p> : <FactList facts={facts} />
}
