import type { InputHTMLAttributes } from "react"

type TextInputProps = Pick<
  InputHTMLAttributes<HTMLInputElement>,
  "type" | "autoComplete" | "defaultValue" | "required" | "minLength" | "maxLength" | "readOnly" | "autoFocus" | "inputMode"
> & {
  readonly name: string
  readonly label: string
  readonly help?: string
  /** The id of what says that it was refused. */
  readonly problem?: string | undefined
}

/** One line to be typed, with its label and what is allowed. Passwords may be pasted, and be filled in by a manager. */
export function TextInput({ name, label, help, problem, ...input }: TextInputProps) {
  const id = `access-${name}`
  return (
    <div className="flex w-full min-w-0 flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <input
        {...input}
        id={id}
        name={name}
        aria-invalid={problem ? true : undefined}
        aria-describedby={[problem, help && `${id}-help`].filter(Boolean).join(" ") || undefined}
        className="control w-full read-only:bg-sunken"
      />
      {help && (
        <p id={`${id}-help`} className="text-xs text-text-3">
          {help}
        </p>
      )}
    </div>
  )
}
