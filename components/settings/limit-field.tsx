import { FieldError } from "./field-error.tsx"
import { type Entered, fieldProps } from "./field-id.ts"

type LimitFieldProps = {
  readonly entered: Entered
  /** The inputs are NAME.hours and NAME.unit. */
  readonly name: string
  /** What the limit is of, for who does not see where it stands. */
  readonly label: string
  readonly calendars: readonly string[]
  readonly placeholder: string
}

/** How long something may last: a number and its unit. Empty: no limit of its own. */
export function LimitField({ entered, name, label, calendars, placeholder }: LimitFieldProps) {
  const unit = entered.fields.get(`${name}.unit`) ?? "hours"
  const gone = unit.startsWith("calendar:") && !calendars.includes(unit.slice("calendar:".length))
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <div className="flex flex-wrap gap-2">
        <input
          {...fieldProps(entered, `${name}.hours`)}
          defaultValue={entered.fields.get(`${name}.hours`) ?? ""}
          inputMode="decimal"
          autoComplete="off"
          aria-label={`${label}: limit`}
          placeholder={placeholder}
          className="control w-28"
        />
        <select
          {...fieldProps(entered, `${name}.unit`)}
          defaultValue={unit}
          aria-label={`${label}: unit`}
          className="control min-w-0 max-w-full"
        >
          <option value="hours">hours</option>
          <option value="days">days</option>
          {calendars.map((calendar) => (
            <option key={calendar} value={`calendar:${calendar}`}>
              business hours ({calendar})
            </option>
          ))}
          {gone && <option value={unit}>business hours ({unit.slice("calendar:".length)}, which there is not)</option>}
        </select>
      </div>
      <FieldError entered={entered} name={`${name}.hours`} />
      <FieldError entered={entered} name={`${name}.unit`} />
    </div>
  )
}
