import type { ReactNode } from "react"

/** Holds what may be wider or longer than its place; reachable by keyboard, so that it can be scrolled. */
export function ScrollRegion({ name, className = "", children }: { name: string; className?: string; children: ReactNode }) {
  return (
    <section
      aria-label={name}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className={`overflow-auto ${className}`}
    >
      {children}
    </section>
  )
}
