type Move = { readonly from: string; readonly to: string }
type Visit = { readonly id: string; readonly place: number; low: number; readonly open: Iterator<string> }

function targetsOf(moves: readonly Move[]): Map<string, Set<string>> {
  const targets = new Map<string, Set<string>>()
  for (const { from, to } of moves) targets.set(from, (targets.get(from) ?? new Set()).add(to))
  return targets
}

/**
 * The orders that numbers left and came back to, by whatever way: those of Tarjan's strongly connected components that hold
 * more than one order, or a move within itself. Time and memory grow with the moves, and however long a way is nothing recurs.
 */
export function ordersOnCycles(moves: readonly Move[]): ReadonlySet<string> {
  const targets = targetsOf(moves)
  const visits = new Map<string, Visit>()
  const [path, stack]: [Visit[], Visit[]] = [[], []]
  const standing = new Set<string>()
  const found = new Set<string>()
  const enter = (id: string): void => {
    const visit = { id, place: visits.size, low: visits.size, open: (targets.get(id) ?? new Set()).values() }
    visits.set(id, visit)
    standing.add(id)
    path.push(visit)
    stack.push(visit)
  }
  const leave = (visit: Visit): void => {
    path.pop()
    const above = path.at(-1)
    if (above) above.low = Math.min(above.low, visit.low)
    if (visit.low !== visit.place) return
    const component = stack.splice(stack.lastIndexOf(visit))
    for (const { id } of component) {
      standing.delete(id)
      if (component.length > 1 || targets.get(id)?.has(id)) found.add(id)
    }
  }
  for (const start of targets.keys()) {
    if (!visits.has(start)) enter(start)
    for (let visit = path.at(-1); visit; visit = path.at(-1)) {
      const { value: next, done } = visit.open.next()
      const known = done ? undefined : visits.get(next)
      if (done) leave(visit)
      else if (!known) enter(next)
      else if (standing.has(next)) visit.low = Math.min(visit.low, known.place)
    }
  }
  return found
}
