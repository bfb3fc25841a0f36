import { courtLabel } from "#lib/format/court-label.ts"
import { COURTS, type Court } from "#lib/porting/court.ts"
import { FieldError } from "./field-error.tsx"
import { type Entered, fieldProps } from "./field-id.ts"

const MEANINGS: Readonly<Record<Exclude<Court, "none">, string>> = {
  you: "you have to correct or answer something",
  decide: "it cannot go on as it is: cancel, or change the order",
  customer: "the customer, with their present carrier",
  carrier: "the losing carrier has to answer",
  telnyx: "Telnyx sees to it",
}
const CHOICES = COURTS.filter((court): court is Exclude<Court, "none"> => court !== "none")

/** Whose move a code makes an order. */
export function CourtField({ entered }: { entered: Entered }) {
  const chosen = entered.fields.get("court")
  const { id, ...props } = fieldProps(entered, "court")
  return (
    <fieldset id={String(id)}>
      <legend className="mb-1 text-sm font-medium">Court: whose move it is</legend>
      {CHOICES.map((court) => (
        <label key={court} className="flex min-h-8 items-center gap-2 text-sm pointer-coarse:min-h-11">
          <input type="radio" {...props} value={court} defaultChecked={court === chosen} className="size-4 shrink-0" />
          <span>
            <span className="font-medium">{courtLabel(court)}</span> <span className="text-text-3">· {MEANINGS[court]}</span>
          </span>
        </label>
      ))}
      <label className="mt-1 flex min-h-8 items-center gap-2 text-sm pointer-coarse:min-h-11">
        <input type="checkbox" name="withCustomer" defaultChecked={entered.fields.has("withCustomer")} className="size-4 shrink-0" />
        The customer has to supply or correct something
      </label>
      <FieldError entered={entered} name="court" />
    </fieldset>
  )
}
