import CircleAlert from "lucide-react/icons/circle-alert"
import type { ReactNode } from "react"

const LOOKS = {
  problem: "border-attention bg-attention-tint",
  warning: "border-ending bg-ending-tint",
  plain: "border-hairline bg-surface",
} as const

/** One thing to know before reading on. */
export function Notice({ kind, children }: { kind: keyof typeof LOOKS; children: ReactNode }) {
  return (
    <div role={kind === "problem" ? "alert" : "note"} className={`flex gap-2 rounded-control border-s-4 px-3 py-2 text-sm ${LOOKS[kind]}`}>
      <CircleAlert size={16} strokeWidth={1.75} aria-hidden="true" className="mt-0.5 shrink-0" />
      <div className="min-w-0 break-words">{children}</div>
    </div>
  )
}
