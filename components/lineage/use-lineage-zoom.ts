import { type RefObject, useEffect, useRef, useState } from "react"

const STEP = 1.25
const [LEAST, MOST] = [0.1, 3]
/** As small as this its words can be read. */
const LEAST_READ = 0.65
/** Of the window's height, as the frame's own bound in lineage-canvas.tsx. */
const TALLEST = 0.75

export type LineageZoom = { readonly scale: number; readonly nearer: () => void; readonly farther: () => void; readonly fit: () => void }

type Middle = { readonly x: number; readonly y: number }

function middleOf(frame: HTMLElement): Middle {
  return {
    x: (frame.scrollLeft + frame.clientWidth / 2) / frame.scrollWidth,
    y: (frame.scrollTop + frame.clientHeight / 2) / frame.scrollHeight,
  }
}

function scrollToMiddle(frame: HTMLElement, { x, y }: Middle): void {
  frame.scrollTo(x * frame.scrollWidth - frame.clientWidth / 2, y * frame.scrollHeight - frame.clientHeight / 2)
}

/** Where the order in the path lies, as parts of the whole drawing. */
function middleOfCurrent(frame: HTMLElement): Middle {
  const node = frame.querySelector('a[aria-current="true"]')?.getBoundingClientRect()
  const { left, top } = frame.getBoundingClientRect()
  if (!node) return { x: 0, y: 0 }
  return {
    x: (node.x + node.width / 2 - left + frame.scrollLeft) / frame.scrollWidth,
    y: (node.y + node.height / 2 - top + frame.scrollTop) / frame.scrollHeight,
  }
}

/** By how much the drawing is to be made smaller to be seen as a whole; 1 where it fits. */
function wholeScale(frame: HTMLElement): number {
  const box = frame.querySelector<SVGSVGElement>(":scope > svg")?.viewBox.baseVal
  return box ? Math.min(1, frame.clientWidth / box.width, (window.innerHeight * TALLEST) / box.height) : 1
}

/**
 * Makes the drawing larger and smaller about the middle of what is seen. It begins as a whole where its words can still be read
 * then, else with its own order in the middle.
 */
export function useLineageZoom(ref: RefObject<HTMLElement | null>): LineageZoom {
  const [scale, setScale] = useState(1)
  const middle = useRef<Middle | null>(null)

  useEffect(() => {
    const frame = ref.current
    if (!frame) return
    const whole = wholeScale(frame)
    if (whole >= LEAST_READ) setScale(whole)
    else scrollToMiddle(frame, middleOfCurrent(frame))
  }, [ref])

  // After every drawing: the server may have sent one of another size.
  useEffect(() => {
    const frame = ref.current
    const svg = frame?.querySelector<SVGSVGElement>(":scope > svg")
    if (!frame || !svg) return
    const { width, height } = svg.viewBox.baseVal
    svg.setAttribute("width", String(width * scale))
    svg.setAttribute("height", String(height * scale))
    if (middle.current) scrollToMiddle(frame, middle.current)
    middle.current = null
  })

  function zoom(next: number): void {
    if (ref.current) middle.current = middleOf(ref.current)
    setScale(Math.min(MOST, Math.max(LEAST, next)))
  }

  function fit(): void {
    if (ref.current) zoom(wholeScale(ref.current))
  }

  return { scale, nearer: () => zoom(scale * STEP), farther: () => zoom(scale / STEP), fit }
}
