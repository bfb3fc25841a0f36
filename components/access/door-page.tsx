import type { ReactNode } from "react"

/** What is shown to somebody who is not in yet: one card, and nothing of what is inside. */
export function DoorPage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main id="main" className="mx-auto flex min-h-dvh w-full max-w-md flex-col justify-center gap-6 px-4 py-10">
      <p className="text-lg font-semibold">Portline</p>
      <div className="card flex flex-col gap-5 bg-surface p-6">
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  )
}
