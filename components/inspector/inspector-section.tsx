import type { ReactNode } from "react"

type SectionProps = { readonly title: string; readonly aside?: string; readonly isOpen?: boolean; readonly children: ReactNode }

/** One part of the inspector, that can be folded away. */
export function InspectorSection({ title, aside, isOpen = false, children }: SectionProps) {
  return (
    <details open={isOpen} className="border-t border-hairline py-1">
      <summary className="flex min-h-9 items-center gap-2 pointer-coarse:min-h-11">
        <h3>{title}</h3>
        {aside && <span className="text-sm text-text-3">{aside}</span>}
      </summary>
      <div className="flex flex-col gap-2 pt-1 pb-3 text-sm">{children}</div>
    </details>
  )
}
