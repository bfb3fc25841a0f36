import type { ReactNode } from "react"
import { FieldError } from "./field-error.tsx"
import { type Entered, fieldId, fieldProps } from "./field-id.ts"

type TextFieldProps = {
  readonly entered: Entered
  readonly name: string
  readonly label: string
  readonly help?: ReactNode
  /** Several lines, so many at first. */
  readonly rows?: number
  readonly className?: string
  /** The id of a list of suggestions. */
  readonly list?: string
  readonly placeholder?: string
  readonly isCode?: boolean
}

/** A text to enter, with its label, what it is for, and what of it was refused. */
export function TextField({ entered, name, label, help, rows, className = "", list, placeholder, isCode = false }: TextFieldProps) {
  const shared = {
    ...fieldProps(entered, name, help !== undefined),
    defaultValue: entered.fields.get(name) ?? "",
    autoComplete: "off",
    placeholder,
    spellCheck: !isCode,
  }
  return (
    <div className={`flex min-w-0 flex-col gap-1 ${className}`}>
      <label htmlFor={fieldId(name)} className="text-sm font-medium">
        {label}
      </label>
      {rows ? (
        <textarea {...shared} rows={rows} className="control block w-full whitespace-pre-wrap py-1.5 leading-5" />
      ) : (
        <input {...shared} list={list} className={`control w-full ${isCode ? "font-mono" : ""}`} />
      )}
      {help !== undefined && (
        <p id={`${fieldId(name)}-help`} className="text-xs text-text-3">
          {help}
        </p>
      )}
      <FieldError entered={entered} name={name} />
    </div>
  )
}
