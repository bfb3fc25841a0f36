type Move = { readonly from: string; readonly to: string }
/** An order that was reached, and how many steps are left each way. */
type Place = { readonly id: string; readonly up: number; readonly down: number }
type Steps = ReadonlyMap<string, readonly { readonly to: string; readonly up: number; readonly down: number }[]>

/** Every move from both its ends: the order at the other end, and what the step costs. */
function stepsOf(moves: readonly Move[]): Steps {
  const steps = new Map<string, { to: string; up: number; down: number }[]>()
  const stepsFrom = (id: string) => {
    const known = steps.get(id) ?? []
    steps.set(id, known)
    return known
  }
  for (const { from, to } of moves) {
    stepsFrom(from).push({ to, up: 0, down: 1 })
    stepsFrom(to).push({ to: from, up: 1, down: 0 })
  }
  return steps
}

/** Where one more step leads that no earlier one has led with as many steps left both ways. Notes them in `visits`. */
function placesAfter(frontier: readonly Place[], steps: Steps, visits: Map<string, Place[]>): Place[] {
  return frontier.flatMap((place) =>
    (steps.get(place.id) ?? []).flatMap((step): Place[] => {
      const rest = { id: step.to, up: place.up - step.up, down: place.down - step.down }
      const before = visits.get(rest.id) ?? []
      if (rest.up < 0 || rest.down < 0 || before.some((one) => one.up >= rest.up && one.down >= rest.down)) return []
      visits.set(rest.id, [...before, rest])
      return [rest]
    }),
  )
}

export type Reach = { readonly start: string; readonly moves: readonly Move[]; readonly up: number; readonly down: number }

/**
 * The orders that some path from `start` reaches with at most `up` steps against the moves and `down` steps along
 * them (Infinity: all), nearest first, ties by id. One step each way finds parents, children, the parents' other
 * children and the children's other parents.
 */
export function ordersWithin({ start, moves, up, down }: Reach): string[] {
  const steps = stepsOf(moves)
  const found = new Set([start])
  let frontier: Place[] = [{ id: start, up, down }]
  const visits = new Map([[start, frontier]])
  while (frontier.length > 0) {
    frontier = placesAfter(frontier, steps, visits)
    for (const id of frontier.map((place) => place.id).sort()) found.add(id)
  }
  return [...found]
}
