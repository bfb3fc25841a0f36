import type { ReactNode } from "react"
import { MarkIcon } from "../status/mark-icon.tsx"

/** Several moves of numbers in a row, folded into one line. */
export function SplitRun({ sentence, children }: { sentence: string; children: ReactNode }) {
  return (
    <li className="py-1.5">
      <details>
        <summary className="flex min-h-6 list-none items-center gap-3">
          <span className="text-text-3">
            <MarkIcon mark={{ shape: "square", glyph: "arrows" }} />
          </span>
          <span>{sentence}</span>
          <span className="text-xs text-link">show each</span>
        </summary>
        <ol className="ms-7">{children}</ol>
      </details>
    </li>
  )
}
