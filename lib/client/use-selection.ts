import { useMemo, useState } from "react"

type Selected = {
  readonly ids: ReadonlySet<string>
  /** All that match are meant, on whatever page. */
  readonly isAll: boolean
}
export type Selection = Selected & {
  readonly toggle: (id: string) => void
  readonly set: (ids: readonly string[]) => void
  readonly selectAll: () => void
}

/** Which rows are selected. Several may be toggled at once, before anything is drawn again. */
export function useSelection(): Selection {
  const [selected, setSelected] = useState<Selected>({ ids: new Set(), isAll: false })
  const acts = useMemo(
    () => ({
      toggle: (id: string) =>
        setSelected(({ ids }) => {
          const next = new Set(ids)
          if (!next.delete(id)) next.add(id)
          return { ids: next, isAll: false }
        }),
      set: (ids: readonly string[]) => setSelected({ ids: new Set(ids), isAll: false }),
      selectAll: () => setSelected(({ ids }) => ({ ids, isAll: true })),
    }),
    [],
  )
  return { ...selected, ...acts }
}
