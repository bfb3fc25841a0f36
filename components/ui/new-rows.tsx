/** Says how many rows came meanwhile, and shows them when asked to. */
export function NewRows({ waiting, show }: { waiting: number; show: () => void }) {
  return (
    <span role="status">
      {waiting > 0 && (
        <button type="button" className="control border-link font-medium text-link" onClick={show}>
          {waiting} new · show
        </button>
      )}
    </span>
  )
}
