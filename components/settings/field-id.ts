import type { FieldErrorJson } from "#lib/contract.ts"

/** A form as it stands: what is in its fields, and what of it was refused, the first first. */
export type Entered = { readonly fields: URLSearchParams; readonly errors: readonly FieldErrorJson[] }

/** The id of an input: its name may hold what an id must not. */
export function fieldId(name: string): string {
  return `f-${name.replace(/[^A-Za-z0-9]/g, (char) => (char === "." ? "-" : `_${char.codePointAt(0)?.toString(36)}_`))}`
}

const isAbout = ({ field }: FieldErrorJson, name: string): boolean => field === name || field.startsWith(`${name}.`)

/** What was refused of a field; of a list also what of its members. */
export function fieldErrors({ errors }: Entered, name: string): string[] {
  return [...new Set(errors.filter((error) => isAbout(error, name)).map(({ message }) => message))]
}

/** What an input needs so that it tells of its errors, and has the focus where its error is the first. */
export function fieldProps(entered: Entered, name: string, help = false): Readonly<Record<string, unknown>> {
  const id = fieldId(name)
  const isWrong = fieldErrors(entered, name).length > 0
  const described = [...(help ? [`${id}-help`] : []), ...(isWrong ? [`${id}-error`] : [])].join(" ")
  const first = entered.errors[0]
  return {
    id,
    name,
    ...(described ? { "aria-describedby": described } : {}),
    ...(isWrong ? { "aria-invalid": true } : {}),
    ...(first && isAbout(first, name) ? { autoFocus: true } : {}),
  }
}
