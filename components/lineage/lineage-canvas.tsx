"use client"

import Minus from "lucide-react/icons/minus"
import Plus from "lucide-react/icons/plus"
import { type KeyboardEvent, type ReactNode, useRef, useSyncExternalStore } from "react"
import { useLineageWalk } from "./use-lineage-walk.ts"
import { useLineageZoom } from "./use-lineage-zoom.ts"
import type { WalkNode } from "./walk-lineage.ts"

const never = (): (() => void) => () => {}

type CanvasProps = {
  readonly nodes: readonly WalkNode[]
  /** How to read the drawing. */
  readonly legend: ReactNode
  readonly children: ReactNode
}

/** Holds the drawing, which scrolls in it; with JavaScript the arrow keys walk it, and it zooms. */
export function LineageCanvas({ nodes, legend, children }: CanvasProps) {
  const frame = useRef<HTMLElement>(null)
  const isLive = useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
  const { onFocus, onKeyDown } = useLineageWalk(frame, nodes)
  const { scale, nearer, farther, fit } = useLineageZoom(frame)
  const keys: Readonly<Record<string, () => void>> = { "+": nearer, "=": nearer, "-": farther, "0": fit }

  function onKey(event: KeyboardEvent): void {
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key]
    if (!act) {
      onKeyDown(event)
      return
    }
    event.preventDefault()
    act()
  }

  return (
    <div className="flex flex-col gap-2">
      <div className={`no-print flex flex-wrap items-center gap-2 ${isLive ? "" : "invisible"}`}>
        <fieldset className="flex items-center gap-1">
          <legend className="sr-only">Size of the drawing</legend>
          <button type="button" className="control" onClick={fit}>
            Fit
          </button>
          <button type="button" className="control" aria-label="Larger" onClick={nearer}>
            <Plus size={16} strokeWidth={1.75} aria-hidden="true" />
          </button>
          <button type="button" className="control" aria-label="Smaller" onClick={farther}>
            <Minus size={16} strokeWidth={1.75} aria-hidden="true" />
          </button>
          <output className="min-w-12 px-1 text-xs text-text-2">{Math.round(scale * 100)} %</output>
        </fieldset>
        <p className="text-xs text-text-3 pointer-coarse:hidden">
          In the graph: <kbd>→</kbd> child, <kbd>←</kbd> parent, <kbd>↑</kbd> <kbd>↓</kbd> sibling, <kbd>Enter</kbd> opens, <kbd>+</kbd>{" "}
          <kbd>−</kbd> <kbd>0</kbd> size.
        </p>
      </div>
      <section
        ref={frame}
        aria-label="Lineage graph"
        onFocus={onFocus}
        onKeyDown={onKey}
        className="card max-h-[75vh] scroll-p-6 overflow-auto print:max-h-none print:overflow-visible"
      >
        {children}
      </section>
      {legend}
    </div>
  )
}
