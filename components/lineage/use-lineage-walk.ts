import { type FocusEvent, type KeyboardEvent, type RefObject, useEffect, useRef } from "react"
import { type WalkNode, walkLineage } from "./walk-lineage.ts"

function nodesIn(frame: HTMLElement | null): SVGAElement[] {
  return [...(frame?.querySelectorAll<SVGAElement>("a[data-node]") ?? [])]
}

type Walk = { readonly onFocus: (event: FocusEvent) => void; readonly onKeyDown: (event: KeyboardEvent) => void }

/**
 * Makes the graph one stop of the Tab key, within which the arrow keys walk. Without JavaScript every node is a stop
 * of its own, as links are.
 */
export function useLineageWalk(frame: RefObject<HTMLElement | null>, nodes: readonly WalkNode[]): Walk {
  const current = useRef<string | undefined>(undefined)
  const row = useRef<readonly number[]>([])

  function stopAt(key: string | undefined): void {
    const links = nodesIn(frame.current)
    const stop = links.find((link) => link.dataset.node === key) ?? links.find((link) => link.ariaCurrent === "true") ?? links[0]
    for (const link of links) link.setAttribute("tabindex", link === stop ? "0" : "-1")
    current.current = stop?.dataset.node
  }

  // After every drawing: the server may have sent other nodes.
  useEffect(() => stopAt(current.current))

  return {
    onFocus({ target }) {
      const key = target.closest<SVGAElement>("a[data-node]")?.dataset.node
      if (key !== undefined && key !== current.current) {
        row.current = []
        stopAt(key)
      }
    },
    onKeyDown(event) {
      const links = nodesIn(frame.current)
      const at = links.findIndex((link) => link.matches(":focus"))
      if (at < 0 || !event.key.startsWith("Arrow") || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      const place = walkLineage(nodes, { at, row: row.current }, event.key)
      if (place === null) return
      row.current = place.row
      stopAt(links[place.at]?.dataset.node)
      links[place.at]?.focus({ preventScroll: true })
      links[place.at]?.scrollIntoView({ block: "nearest", inline: "nearest" })
    },
  }
}
