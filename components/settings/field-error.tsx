import CircleAlert from "lucide-react/icons/circle-alert"
import { type Entered, fieldErrors, fieldId } from "./field-id.ts"

/** What of a field was refused, and what is allowed. */
export function FieldError({ entered, name }: { entered: Entered; name: string }) {
  const messages = fieldErrors(entered, name)
  if (messages.length === 0) return null
  return (
    <p id={`${fieldId(name)}-error`} className="flex items-start gap-1.5 text-sm text-attention-ink">
      <CircleAlert size={15} strokeWidth={1.75} aria-hidden="true" className="mt-0.5 shrink-0" />
      <span className="wrap-anywhere min-w-0">{messages.join(" ")}</span>
    </p>
  )
}
