import Check from "lucide-react/icons/check"
import Minus from "lucide-react/icons/minus"
import X from "lucide-react/icons/x"
import type { TestEventJson } from "#lib/contract.ts"
import { Time } from "../ui/time.tsx"

const NAMES = { reached: "Reached", signature: "Signature", stored: "Stored", shown: "Shown" } as const
const LOOKS = {
  passed: { Icon: Check, color: "text-done-ink", word: "passed" },
  failed: { Icon: X, color: "text-attention-ink", word: "failed" },
  skipped: { Icon: Minus, color: "text-text-3", word: "skipped" },
} as const

/** A test event's way, step by step. */
export function TestSteps({ test }: { test: TestEventJson }) {
  return (
    <div className="flex max-w-full flex-col gap-1.5 rounded-control bg-surface p-3 text-sm">
      <p className="text-text-2">
        Sent <Time at={test.at} style="ago" />
      </p>
      <ol className="flex flex-col gap-1.5">
        {test.steps.map(({ step, state, ms, text }) => {
          const { Icon, color, word } = LOOKS[state]
          return (
            <li key={step} className="flex gap-2">
              <Icon size={16} strokeWidth={2} aria-hidden="true" className={`mt-0.5 shrink-0 ${color}`} />
              <span className="min-w-0">
                <strong className="font-medium">{NAMES[step]}</strong>: {word}
                {ms !== null && ` in ${ms} ms`}. <span className="text-text-2">{text}</span>
              </span>
            </li>
          )
        })}
      </ol>
    </div>
  )
}
