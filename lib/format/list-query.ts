import { joinNames, splitNames } from "#lib/contract/name-list.ts"

export type RawQuery = Readonly<Record<string, string | string[] | undefined>>

/** The parameters of a page's URL that its list knows, in one spelling: several values by commas, none empty. */
export function listQuery(raw: RawQuery, names: readonly string[]): URLSearchParams {
  const query = new URLSearchParams()
  for (const name of names) {
    const values = [raw[name] ?? []].flat().filter(Boolean)
    const value = values.length > 1 ? joinNames(values.flatMap(splitNames)) : values[0]
    if (value) query.set(name, value)
  }
  return query
}

/** Whether a URL is as it should be passed on: forms send what was left empty too, and the search asks to open. */
export function isTidy(raw: RawQuery): boolean {
  return raw.open === undefined && !Object.values(raw).includes("")
}

export function queryValues(query: URLSearchParams, name: string): string[] {
  return splitNames(query.get(name) ?? "")
}

/** A query with a parameter set, or left out, and back on its first page. */
export function withParam(query: URLSearchParams, name: string, value: string | null): URLSearchParams {
  const next = new URLSearchParams(query)
  next.delete("cursor")
  if (value) next.set(name, value)
  else next.delete(name)
  return next
}

/** A query without one of a parameter's values. */
export function withoutValue(query: URLSearchParams, name: string, value: string): URLSearchParams {
  if (query.get(name) === value) return withParam(query, name, null)
  const rest = queryValues(query, name).filter((one) => one !== value)
  return withParam(query, name, joinNames(rest))
}

/** The same list with an event opened beside it. */
export function withInspected(query: URLSearchParams, event: string): URLSearchParams {
  const next = new URLSearchParams(query)
  next.set("event", event)
  return next
}
