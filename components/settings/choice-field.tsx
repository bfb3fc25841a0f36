type ChoiceFieldProps = {
  readonly name: string
  readonly legend: string
  readonly choices: readonly (readonly [value: string, words: string])[]
  readonly chosen: string
}

/** One of a few, as radio buttons. */
export function ChoiceField({ name, legend, choices, chosen }: ChoiceFieldProps) {
  return (
    <fieldset>
      <legend className="mb-1 font-medium">{legend}</legend>
      <div className="flex flex-wrap gap-x-5">
        {choices.map(([value, words]) => (
          <label key={value} className="inline-flex min-h-8 items-center gap-2 pointer-coarse:min-h-11">
            <input type="radio" name={name} value={value} defaultChecked={value === chosen} key={`${value} ${chosen}`} />
            {words}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
