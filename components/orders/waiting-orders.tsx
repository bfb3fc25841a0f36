"use client"

/** Says how many orders came meanwhile, and shows them when asked to; then the first row has the focus. */
export function WaitingOrders({ waiting, show }: { waiting: number; show: () => void }) {
  const showThem = (): void => {
    show()
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) document.querySelector<HTMLElement>("[data-row] a")?.focus()
    })
  }
  return (
    <span role="status">
      {waiting > 0 && (
        <button type="button" data-hotkey="." className="control border-link font-medium text-link" onClick={showThem}>
          {waiting} new · press <kbd>.</kbd>
        </button>
      )}
    </span>
  )
}
