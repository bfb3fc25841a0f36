import type { ProblemJson } from "#lib/contract.ts"

/** An answer of our own API, or an error in the API's words. */
export async function fetchJson<T>(url: string): Promise<T> {
  const response = await fetch(url, { headers: { accept: "application/json" } })
  if (response.ok) return (await response.json()) as T
  const problem = (await response.json().catch(() => null)) as ProblemJson | null
  throw new Error(problem?.detail ?? `The server answered ${response.status}.`)
}
