import ChevronRight from "lucide-react/icons/chevron-right"
import type { ReactNode } from "react"

/** Something to open: native, so that it works without JavaScript and stays as the reader left it. */
export function Disclosure({ title, children, id }: { title: ReactNode; children: ReactNode; id?: string }) {
  return (
    <details id={id} className="group text-sm">
      <summary className="inline-flex min-h-8 list-none items-center gap-1.5 font-medium text-link pointer-coarse:min-h-11">
        <ChevronRight size={14} aria-hidden="true" className="no-print shrink-0 transition-transform group-open:rotate-90" />
        <span>{title}</span>
      </summary>
      <div className="flex flex-col gap-2 pb-2">{children}</div>
    </details>
  )
}
