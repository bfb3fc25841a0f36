"use client"

import X from "lucide-react/icons/x"
import { useSyncExternalStore } from "react"
import { dismissToast, type Toast, toastStore } from "#lib/client/toasts.ts"

const NONE: readonly Toast[] = []

function ToastCard({ toast: { id, text, failed, undo } }: { toast: Toast }) {
  const takeBack = (): void => {
    undo?.run()
    dismissToast(id)
  }
  return (
    <li
      className={`card pointer-events-auto flex min-h-11 max-w-md items-center gap-3 py-1 ps-4 pe-1 text-sm shadow-lg ${failed ? "border-attention bg-attention-tint" : ""}`}
    >
      <span className="min-w-0 flex-1">{text}</span>
      {undo && (
        <button type="button" className="control" onClick={takeBack}>
          {undo.label}
        </button>
      )}
      <button type="button" aria-label="Dismiss" className="icon-button" onClick={() => dismissToast(id)}>
        <X size={16} strokeWidth={1.75} aria-hidden="true" />
      </button>
    </li>
  )
}

/** Where messages show and are spoken: politely, but for a failure of what the reader just did. */
export function Toaster() {
  const toasts = useSyncExternalStore(toastStore.watch, toastStore.toasts, () => NONE)
  const news = useSyncExternalStore(toastStore.watch, toastStore.news, () => "")
  const of = (failed: boolean) =>
    toasts.filter((toast) => toast.failed === failed).map((toast) => <ToastCard key={toast.id} toast={toast} />)
  return (
    <div className="no-print pointer-events-none fixed inset-x-4 bottom-4 z-30 flex flex-col items-end gap-2 max-sm:bottom-20">
      <div role="alert">
        <ul className="flex flex-col items-end gap-2">{of(true)}</ul>
      </div>
      <div role="status">
        <p className="sr-only">{news}</p>
        <ul className="flex flex-col items-end gap-2">{of(false)}</ul>
      </div>
    </div>
  )
}
