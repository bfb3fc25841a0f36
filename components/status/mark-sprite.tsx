"use client"

import Building2 from "lucide-react/icons/building-2"
import GitFork from "lucide-react/icons/git-fork"
import Minus from "lucide-react/icons/minus"
import RadioTower from "lucide-react/icons/radio-tower"
import User from "lucide-react/icons/user"
import Users from "lucide-react/icons/users"

/** The paths that marks are put together of, in a square of 24. */
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

export type Shape = keyof typeof SHAPES
export type Glyph = keyof typeof GLYPHS

const COURTS = { you: User, decide: GitFork, customer: Users, carrier: Building2, telnyx: RadioTower, none: Minus } as const

const RADIUS = 6
const ROUND = 2 * Math.PI * RADIUS
/** The ring is told in eighths: what changes by less need not be drawn again. */
const EIGHTHS = [0, 1, 2, 3, 4, 5, 6, 7, 8] as const

function Ring({ eighths }: { eighths: number }) {
  return (
    <g id={`ring-${eighths}`} transform="rotate(-90 8 8)" fill="none" strokeWidth="2.5">
      <circle cx="8" cy="8" r={RADIUS} className="stroke-hairline" />
      <circle cx="8" cy="8" r={RADIUS} stroke="currentColor" strokeDasharray={`${(eighths / 8) * ROUND} ${ROUND}`} />
    </g>
  )
}

/**
 * What the icons of rows are drawn from, once a page: two hundred rows that only name theirs weigh half as much, to send and
 * to make. MarkIcon, CourtMark and ClockMark name them. The browser makes it, too, so that it is not sent twice.
 */
export function MarkSprite() {
  return (
    <svg width="0" height="0" className="absolute" aria-hidden="true">
      <defs>
        {Object.entries(SHAPES).map(([name, shape]) => (
          <g key={name} id={`shape-${name}`}>
            {shape}
          </g>
        ))}
        {Object.entries(GLYPHS).map(([name, d]) => (
          <path key={name} id={`glyph-${name}`} d={d} strokeLinecap="round" strokeLinejoin="round" />
        ))}
        {Object.entries(COURTS).map(([name, Icon]) => (
          <g key={name} id={`court-${name}`}>
            <Icon size={15} strokeWidth={1.75} aria-hidden="true" />
          </g>
        ))}
        {EIGHTHS.map((eighths) => (
          <Ring key={eighths} eighths={eighths} />
        ))}
      </defs>
    </svg>
  )
}
