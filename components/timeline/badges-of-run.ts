import type { ShownBadge } from "./show-entry.ts"

/** What is odd about a run of events: of all of them in the same words, or of how many. */
export function badgesOfRun(all: readonly (readonly ShownBadge[])[]): ShownBadge[] {
  const flat = all.flat()
  return [...new Set(flat.map(({ what }) => what))].flatMap((what) => {
    const those = flat.filter((one) => one.what === what)
    const [first] = those
    if (!first) return []
    const isAlike = those.length === all.length && those.every(({ text }) => text === first.text)
    return isAlike ? [first] : [{ ...first, text: `${what}: ${those.length} of ${all.length}` }]
  })
}
