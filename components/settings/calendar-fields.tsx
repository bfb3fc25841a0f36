import { FieldError } from "./field-error.tsx"
import { type Entered, fieldId, fieldProps } from "./field-id.ts"
import { TextField } from "./text-field.tsx"

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

type CalendarFieldsProps = {
  readonly entered: Entered
  readonly prefix: string
  /** Its name until now; null for one to add. */
  readonly title: string | null
  /** The id of the list of zones. */
  readonly zones: string
}

function DaysField({ entered, name }: { entered: Entered; name: string }) {
  const { id, ...props } = fieldProps(entered, name)
  const chosen = entered.fields.getAll(name)
  return (
    <fieldset id={String(id)}>
      <legend className="mb-1 text-sm font-medium">Days</legend>
      <div className="flex flex-wrap gap-x-3">
        {DAYS.map((day, index) => (
          <label key={day} className="inline-flex min-h-8 items-center gap-1.5 text-sm pointer-coarse:min-h-11">
            <input type="checkbox" {...props} value={index + 1} defaultChecked={chosen.includes(String(index + 1))} className="size-4" />
            {day}
          </label>
        ))}
      </div>
      <FieldError entered={entered} name={name} />
    </fieldset>
  )
}

/** One calendar: its name, zone, days, hours and holidays. */
export function CalendarFields({ entered, prefix, title, zones }: CalendarFieldsProps) {
  const remove = `${prefix}.remove`
  return (
    <fieldset className="card flex min-w-0 flex-col gap-4 p-4">
      <legend className="px-1 font-semibold">{title ?? "New calendar"}</legend>
      {title !== null && <input type="hidden" name="calendar" value={title} />}
      <div className="flex flex-wrap gap-4">
        <TextField entered={entered} name={`${prefix}.name`} label="Name" className="w-64 max-w-full" />
        <TextField
          entered={entered}
          name={`${prefix}.zone`}
          label="Zone"
          list={zones}
          placeholder="America/New_York"
          className="w-64 max-w-full"
        />
      </div>
      <DaysField entered={entered} name={`${prefix}.days`} />
      <div className="flex flex-wrap gap-4">
        <TextField entered={entered} name={`${prefix}.from`} label="From" placeholder="08:00" className="w-28" />
        <TextField entered={entered} name={`${prefix}.to`} label="To" placeholder="17:00" className="w-28" />
      </div>
      <TextField
        entered={entered}
        name={`${prefix}.holidays`}
        label="Holidays"
        rows={4}
        help="One date a line, as 2026-12-25."
        className="max-w-xs"
        isCode
      />
      {title !== null && (
        <div>
          <label className="inline-flex min-h-8 items-center gap-2 text-sm pointer-coarse:min-h-11">
            <input
              type="checkbox"
              {...fieldProps(entered, remove)}
              id={fieldId(remove)}
              defaultChecked={entered.fields.has(remove)}
              className="size-4"
            />
            Remove this calendar: no clock may count by it any more
          </label>
          <FieldError entered={entered} name={remove} />
        </div>
      )}
    </fieldset>
  )
}
