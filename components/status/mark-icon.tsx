const SHAPES = {
  circle: <circle cx="12" cy="12" r="9.5" />,
  "dashed-circle": <circle cx="12" cy="12" r="9.5" strokeDasharray="4.5 3" />,
  "dotted-circle": <circle cx="12" cy="12" r="9.5" strokeDasharray="0.5 3.8" strokeLinecap="round" />,
  "half-dashed-circle": (
    <>
      <path d="M2.5 12a9.5 9.5 0 0 1 19 0" />
      <path d="M2.5 12a9.5 9.5 0 0 0 19 0" strokeDasharray="3.5 3" />
    </>
  ),
  square: <rect x="3" y="3" width="18" height="18" rx="3" />,
  "dotted-square": <rect x="3" y="3" width="18" height="18" rx="3" strokeDasharray="0.5 3.8" strokeLinecap="round" />,
  octagon: <path d="M8 2.5h8L21.5 8v8L16 21.5H8L2.5 16V8z" fill="currentColor" />,
  calendar: <path d="M5 4.5h14a2 2 0 0 1 2 2V19a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V6.5a2 2 0 0 1 2-2zM8 2v4M16 2v4" />,
  bin: <path d="M3.5 6h17M9 6V3.5h6V6M5.5 6l1 15h11l1-15" />,
  bubble: <path d="M6 3h12a3 3 0 0 1 3 3v9a3 3 0 0 1-3 3h-7l-5 4v-4a3 3 0 0 1-3-3V6a3 3 0 0 1 3-3z" />,
  "filled-bubble": <path d="M6 3h12a3 3 0 0 1 3 3v9a3 3 0 0 1-3 3h-7l-5 4v-4a3 3 0 0 1-3-3V6a3 3 0 0 1 3-3z" fill="currentColor" />,
  "dashed-bubble": <path d="M6 3h12a3 3 0 0 1 3 3v9a3 3 0 0 1-3 3h-7l-5 4v-4a3 3 0 0 1-3-3V6a3 3 0 0 1 3-3z" strokeDasharray="4 2.8" />,
} as const

const GLYPHS = {
  none: "",
  pencil: "M8.5 15.5l.6-2.9 5.4-5.4 2.3 2.3-5.4 5.4z",
  clock: "M12 6.5V12l3.5 2",
  out: "M8.5 15.5l7-7M9.5 8.5h6v6",
  bang: "M12 7v6M12 16.6v.1",
  tick: "M7.8 12.4l2.9 2.9 5.6-6",
  arrows: "M7.5 10h9l-2.6-2.6M16.5 14h-9l2.6 2.6",
  minus: "M8 12h8",
  cross: "M8.8 8.8l6.4 6.4M15.2 8.8l-6.4 6.4",
  query: "M9.4 9.6a2.7 2.7 0 1 1 3.9 2.4c-.9.4-1.3.9-1.3 1.6M12 16.8v.1",
  dots: "M8 12v.1M12 12v.1M16 12v.1",
} as const

export type Mark = { readonly shape: keyof typeof SHAPES; readonly glyph: keyof typeof GLYPHS }

/** The shape says the family, the glyph the state; a word always stands beside it. */
export function MarkIcon({ mark, size = 16, ...place }: { mark: Mark; size?: number; x?: number; y?: number }) {
  const isFilled = mark.shape === "octagon" || mark.shape === "filled-bubble"
  const isBubble = mark.shape.endsWith("bubble")
  const lift = isBubble ? "translate(0 -1.5)" : mark.shape === "calendar" ? "translate(0 1)" : undefined
  return (
    <svg
      {...place}
      aria-hidden="true"
      className="shrink-0"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.2"
    >
      {SHAPES[mark.shape]}
      <path
        d={GLYPHS[mark.glyph]}
        transform={lift}
        stroke={isFilled ? "var(--color-on-attention)" : undefined}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
