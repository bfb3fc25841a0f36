import { startTransition, useCallback, useEffect, useRef, useState } from "react"

/** So long the pointer rests on a row before that is chosen: it passes over many on its way. */
const REST_MS = 100

export type Choice = {
  /** The row at hand: the one that has the focus, or that the pointer rests on. */
  readonly chosen: string | null
  readonly choose: (id: string) => void
  /** Null: the pointer has left. */
  readonly point: (id: string | null) => void
}

/** Which row of the queue is shown beside it. Walking down the rows never waits for what is drawn there. */
export function useChoice(): Choice {
  const [chosen, setChosen] = useState<string | null>(null)
  const pointed = useRef<{ readonly id: string; readonly timer: ReturnType<typeof setTimeout> } | null>(null)
  const choose = useCallback((id: string) => startTransition(() => setChosen(id)), [])
  const point = useCallback(
    (id: string | null) => {
      // Once a row: the focus may have gone elsewhere since, and the pointer only trembles.
      if (id !== null && pointed.current?.id === id) return
      clearTimeout(pointed.current?.timer)
      pointed.current = id === null ? null : { id, timer: setTimeout(() => choose(id), REST_MS) }
    },
    [choose],
  )
  useEffect(() => () => clearTimeout(pointed.current?.timer), [])
  return { chosen, choose, point }
}
