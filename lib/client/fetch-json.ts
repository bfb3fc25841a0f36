import type { ProblemJson } from "#lib/contract.ts"
import { noteFresh, noteUnreachable } from "./freshness.ts"

async function ask(url: string): Promise<Response> {
  try {
    return await fetch(url, { headers: { accept: "application/json" } })
  } catch {
    noteUnreachable()
    throw new Error("The server cannot be reached.")
  }
}

/** An answer of the API; throws with the problem's own words. */
export async function fetchJson<T>(url: string): Promise<T> {
  const response = await ask(url)
  if (response.ok) {
    const answer = (await response.json()) as T
    noteFresh()
    return answer
  }
  const problem = (await response.json().catch(() => null)) as ProblemJson | null
  throw new Error(problem?.detail ?? `The server answered ${response.status}.`)
}
