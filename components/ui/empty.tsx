import type { ReactNode } from "react"

/** A place with nothing in it: one sentence and what to do. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="card flex flex-col items-start gap-3 bg-surface p-6">
      <h2>{title}</h2>
      {children}
    </div>
  )
}
