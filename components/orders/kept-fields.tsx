/** What a form's query has beside the form's own fields, passed on unseen. The place in the list is not. */
export function KeptFields({ query, own }: { query: URLSearchParams; own: readonly string[] }) {
  return [...query]
    .filter(([name]) => name !== "cursor" && !own.includes(name))
    .map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)
}
