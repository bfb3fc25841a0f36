type LabelledSelectProps = {
  readonly name: string
  readonly title: string
  readonly value: string
  readonly options: readonly (readonly [string, string])[]
}

/** A choice with its name before it. A value that is none of the options is one too. */
export function LabelledSelect({ name, title, value, options }: LabelledSelectProps) {
  const isListed = options.some(([option]) => option === value)
  return (
    <label className="flex items-center justify-between gap-1.5 text-sm text-text-2">
      {title}
      <select name={name} defaultValue={value} className="control">
        {(isListed ? options : [...options, [value, value] as const]).map(([option, label]) => (
          <option key={option} value={option}>
            {label}
          </option>
        ))}
      </select>
    </label>
  )
}
