import { urls } from "#lib/contract.ts"
import { type LineageQuery, lineageParams, stepsText } from "#lib/format/lineage-query.ts"
import { GetForm } from "../ui/get-form.tsx"
import { ViewSwitch } from "./view-switch.tsx"

const OFFERED = [0, 1, 2, 3, 4, 5, Number.POSITIVE_INFINITY]

function Steps({ name, label, value }: { name: string; label: string; value: number }) {
  const offered = OFFERED.includes(value) ? OFFERED : [...OFFERED, value].sort((a, b) => a - b)
  return (
    <label className="flex items-center gap-1.5 text-sm">
      {label}
      <select name={name} defaultValue={stepsText(value)} className="control">
        {offered.map((steps) => (
          <option key={steps} value={stepsText(steps)}>
            {stepsText(steps)}
          </option>
        ))}
      </select>
    </label>
  )
}

type ControlsProps = { readonly name: string; readonly query: LineageQuery }

/** How far to look, over which moves, and as what: all of it in the URL, without JavaScript too. */
export function LineageControls({ name, query }: ControlsProps) {
  const { view: _view, ...rest } = query
  return (
    <div className="no-print flex flex-wrap items-center gap-x-6 gap-y-3">
      <GetForm
        key={lineageParams(query).toString()}
        action={urls.lineage(name)}
        aria-label="What to show"
        className="flex flex-wrap items-center gap-x-4 gap-y-2"
      >
        {query.view && <input type="hidden" name="view" value={query.view} />}
        <Steps name="up" label="Up" value={query.up} />
        <Steps name="down" label="Down" value={query.down} />
        <label className="flex items-center gap-1.5 text-sm">
          Min numbers
          <input type="number" name="min" min={1} max={999_999} defaultValue={query.min} className="control w-20" />
        </label>
        <button type="submit" className="control">
          Apply
        </button>
      </GetForm>
      <ViewSwitch name={name} query={query} />
      <a
        href={urls.api.lineageCsv(name, lineageParams({ ...rest, view: null }))}
        className="inline-flex min-h-6 items-center text-sm"
        download
      >
        CSV
      </a>
    </div>
  )
}
