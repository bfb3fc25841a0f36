import ArrowDown from "lucide-react/icons/arrow-down"
import ArrowUp from "lucide-react/icons/arrow-up"
import Columns3 from "lucide-react/icons/columns-3"
import { urls } from "#lib/contract.ts"
import { ALL_COLUMNS, columnTitle, type OrderColumn } from "#lib/format/order-columns.ts"
import { Popover } from "../ui/popover.tsx"
import { KeptFields } from "./kept-fields.tsx"
import { LabelledSelect } from "./labelled-select.tsx"
import { StepForm } from "./step-form.tsx"

type ColumnsMenuProps = { readonly query: URLSearchParams; readonly columns: readonly OrderColumn[]; readonly density: string }

const LIMITS = [
  ["", "50"],
  ["100", "100"],
  ["200", "200"],
] as const
const DENSITIES = [
  ["comfortable", "comfortable"],
  ["compact", "compact"],
] as const

function MoveButton({ column, way }: { column: OrderColumn; way: "up" | "down" }) {
  const Icon = way === "up" ? ArrowUp : ArrowDown
  return (
    <button
      type="submit"
      name="move"
      value={`${column}:${way}`}
      aria-label={`Move ${columnTitle(column)} ${way}`}
      className="inline-flex size-7 items-center justify-center rounded-chip text-text-2 hover:bg-sunken"
    >
      <Icon size={14} aria-hidden="true" />
    </button>
  )
}

/** Which columns the list shows and in what order, how high its rows are and how many stand on a page; the URL keeps it. */
export function ColumnsMenu({ query, columns, density }: ColumnsMenuProps) {
  const offered = [...columns, ...ALL_COLUMNS.filter((column) => !columns.includes(column))]
  return (
    <Popover
      align="end"
      summary={
        <>
          <Columns3 size={16} strokeWidth={1.75} aria-hidden="true" />
          <span className="max-sm:sr-only">Columns</span>
        </>
      }
    >
      <StepForm action={urls.orders()} label="Columns and rows">
        <KeptFields query={query} own={["cols", "limit", "density"]} />
        {/* Enter anywhere in the form presses its first button: this one, not the first arrow. */}
        <button type="submit" className="sr-only" tabIndex={-1}>
          Apply
        </button>
        {offered.map((column) => (
          <div key={column} className="flex items-center">
            <label className="flex min-h-8 min-w-0 flex-1 cursor-pointer items-center gap-2 px-1 text-sm">
              <input type="checkbox" name="cols" value={column} defaultChecked={columns.includes(column)} className="size-4" />
              {columnTitle(column)}
            </label>
            {columns.includes(column) && <MoveButton column={column} way="up" />}
            {columns.includes(column) && <MoveButton column={column} way="down" />}
          </div>
        ))}
        <LabelledSelect name="density" title="Rows" value={density} options={DENSITIES} />
        <LabelledSelect name="limit" title="Rows a page" value={query.get("limit") ?? ""} options={LIMITS} />
        <button type="submit" className="control border-link font-medium text-link">
          Show
        </button>
      </StepForm>
    </Popover>
  )
}
