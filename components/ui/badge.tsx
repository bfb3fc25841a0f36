import type { ReactNode } from "react"
import type { Tone } from "#lib/format/status-label.ts"

const LOOKS: Readonly<Record<Tone, string>> = {
  attention: "bg-attention-tint text-attention-ink",
  waiting: "bg-waiting-tint text-waiting-ink",
  committed: "bg-committed-tint text-committed-ink",
  done: "bg-done-tint text-done-ink",
  ending: "bg-ending-tint text-ending-ink",
  neutral: "bg-neutral-tint text-text-2",
}

export function Badge({ tone = "neutral", children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`inline-block whitespace-nowrap rounded-chip px-1.5 text-xs font-medium ${LOOKS[tone]}`}>{children}</span>
}
