import type { Glyph, Shape } from "./mark-sprite.tsx"

export type Mark = { readonly shape: Shape; readonly glyph: Glyph | "none" }

function lift(shape: Shape): string | undefined {
  if (shape === "calendar") return "translate(0 1)"
  return shape.endsWith("bubble") ? "translate(0 -1.5)" : undefined
}

/** The shape says the family, the glyph the state; a word always stands beside it. Drawn from the page's sprite. */
export function MarkIcon({ mark: { shape, glyph }, size = 16, ...place }: { mark: Mark; size?: number; x?: number; y?: number }) {
  const isFilled = shape === "octagon" || shape === "filled-bubble"
  return (
    <svg {...place} aria-hidden="true" className="mark" width={size} height={size} viewBox="0 0 24 24">
      <use href={`#shape-${shape}`} />
      {glyph !== "none" && <use href={`#glyph-${glyph}`} transform={lift(shape)} className={isFilled ? "on-filled" : undefined} />}
    </svg>
  )
}
