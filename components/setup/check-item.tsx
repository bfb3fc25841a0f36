import CircleCheck from "lucide-react/icons/circle-check"
import CircleDashed from "lucide-react/icons/circle-dashed"
import OctagonAlert from "lucide-react/icons/octagon-alert"
import type { ReactNode } from "react"
import type { Check } from "#lib/format/door-checks.ts"
import { Badge } from "../ui/badge.tsx"

const LOOKS = {
  waiting: { Icon: CircleDashed, color: "text-text-3", tone: "neutral", word: "Waiting" },
  passed: { Icon: CircleCheck, color: "text-done-ink", tone: "done", word: "Passed" },
  failed: { Icon: OctagonAlert, color: "text-attention-ink", tone: "attention", word: "Failed" },
} as const

type CheckItemProps = {
  readonly title: string
  readonly check: Check
  /** Whether a change of its words is read out. */
  readonly isSpoken?: boolean
  readonly children?: ReactNode
}

/** One step of the set-up: how far it is, in words and by its icon, and what belongs to it. */
export function CheckItem({ title, check, isSpoken = false, children }: CheckItemProps) {
  const { Icon, color, tone, word } = LOOKS[check.state]
  return (
    <li className="flex gap-3 border-t border-hairline py-4 first:border-t-0 first:pt-0 last:pb-0">
      <Icon size={20} strokeWidth={1.75} aria-hidden="true" className={`shrink-0 ${color}`} />
      <div className="flex min-w-0 flex-1 flex-col items-start gap-2">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <h3 className="[counter-increment:step] before:content-[counter(step)_'._']">{title}</h3>
          <Badge tone={tone}>{word}</Badge>
        </div>
        <p
          role={isSpoken ? "status" : undefined}
          className={`max-w-[72ch] ${check.state === "failed" ? "font-medium text-attention-ink" : "text-text-2"}`}
        >
          {check.text}
        </p>
        {check.help && <p className="max-w-[72ch]">{check.help}</p>}
        {children}
      </div>
    </li>
  )
}
