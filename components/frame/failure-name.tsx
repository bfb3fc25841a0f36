/** By which the server's log tells of a failure; nothing where that is not known. */
export function FailureName({ name }: { readonly name: string | null }) {
  if (!name) return null
  return (
    <p>
      In the server's log this failure is named <code translate="no">{name}</code>.
    </p>
  )
}
