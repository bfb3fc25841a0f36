/** Runs at once, and again at the end of the pause if it was asked meanwhile. */
export function paced(act: () => unknown, pauseMs: number): { readonly ask: () => void; readonly stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isAsked = false
  const ask = (): void => {
    isAsked = timer !== undefined
    if (timer !== undefined) return
    act()
    timer = setTimeout(() => {
      timer = undefined
      if (isAsked) ask()
    }, pauseMs)
  }
  return { ask, stop: () => clearTimeout(timer) }
}
