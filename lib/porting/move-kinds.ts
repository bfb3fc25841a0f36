type Move = { readonly from: string; readonly to: string }

/** `back` closes a cycle that earlier moves began; `cycle` is a move that one of them later closes; `self` stays in its order. */
export type MoveKind = "forward" | "cycle" | "back" | "self"

export function moveKey({ from, to }: Move): string {
  return `${from} ${to}`
}

function add(targets: Map<string, string[]>, { from, to }: Move): void {
  targets.set(from, [...(targets.get(from) ?? []), to])
}

function reaches(targets: ReadonlyMap<string, readonly string[]>, start: string, goal: string): boolean {
  const seen = new Set([start])
  const open = [start]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at === goal) return true
    for (const next of targets.get(at) ?? []) {
      if (seen.has(next)) continue
      seen.add(next)
      open.push(next)
    }
  }
  return false
}

/** Moves that no cycle can hold, because nothing leads into or out of one of their ends any more, are left out. */
function withoutEnds(moves: readonly Move[]): readonly Move[] {
  const sources = new Set(moves.map(({ from }) => from))
  const targets = new Set(moves.map(({ to }) => to))
  const inner = moves.filter(({ from, to }) => targets.has(from) && sources.has(to))
  return inner.length < moves.length ? withoutEnds(inner) : inner
}

/**
 * What each move is, by `moveKey`. The moves come in the order in which they happened: a move that leads to where an
 * earlier one started goes back.
 */
export function moveKinds(moves: readonly Move[]): ReadonlyMap<string, MoveKind> {
  const kinds = new Map<string, MoveKind>(moves.map((move) => [moveKey(move), move.from === move.to ? "self" : "forward"]))
  const inner = withoutEnds(moves.filter(({ from, to }) => from !== to))
  const onward = new Map<string, string[]>()
  const all = new Map<string, string[]>()
  for (const move of inner) add(all, move)
  for (const move of inner) {
    if (!reaches(all, move.to, move.from)) continue
    if (reaches(onward, move.to, move.from)) {
      kinds.set(moveKey(move), "back")
      continue
    }
    kinds.set(moveKey(move), "cycle")
    add(onward, move)
  }
  return kinds
}
