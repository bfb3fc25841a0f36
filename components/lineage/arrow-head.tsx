/** What all lines end in. */
export function ArrowHead() {
  return (
    <defs>
      <marker
        id="arrow"
        viewBox="0 0 10 10"
        refX="9"
        refY="5"
        markerWidth="10"
        markerHeight="10"
        markerUnits="userSpaceOnUse"
        orient="auto"
      >
        <path d="M0 0.5L10 5L0 9.5z" className="fill-control" />
      </marker>
    </defs>
  )
}
